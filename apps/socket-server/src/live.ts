import type { SessionWithPayment } from '@fieldfare/payments';
import type { CloseReason } from './fields/close-fields.ts';

/** How REST reaches the sockets. */
export interface Live {
  /** Closes the hosts of a session. */
  closeSession(sessionId: string, reason: CloseReason): void;
  /** Closes the hosts of the generations that this one has followed. */
  closeGenerationsBefore(sessionId: string, generation: number): void;
  /** Shows an updated session to its fields. */
  updateSession(session: SessionWithPayment): Promise<void>;
  /** Something was withdrawn: checks every open socket now instead of at the next sweep. */
  recheck(): void;
  /** Ends every connection of a console session. */
  signOut(consoleSessionId: string, userId: string): void;
}

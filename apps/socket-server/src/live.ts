import type { CloseReason } from './fields/close-fields.ts';

/** How REST reaches the sockets. */
export interface Live {
  /** Closes the hosts of a session. */
  closeSession(sessionId: string, reason: CloseReason): void;
  /** Something was withdrawn: checks every open socket now instead of at the next sweep. */
  recheck(): void;
  /** Ends every connection of a console session. */
  signOut(consoleSessionId: string, userId: string): void;
}

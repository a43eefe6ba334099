import type { PaymentStatus } from '@fieldfare/protocol';
import type { AttemptRecord } from '../records.ts';

export interface NamedAttempt {
  processor: string;
  attemptId: string | null;
  /** The authorization's reference at the processor. */
  processorReference: string | null;
}

export interface RefundReversal {
  processor: string;
  attemptId: string;
  eventId: string;
  reason: string;
}

/** Something that was done at the processor past us, decided upon `expectedVersion`. It becomes an attempt of ours that has succeeded. */
export interface OutsideMove {
  paymentId: string;
  processor: string;
  expectedVersion: number;
  type: 'capture' | 'void' | 'refund';
  status: PaymentStatus;
  attemptId: string;
  eventId: string;
  amountMinor: number;
  processorReference: string;
  /** For a refund: its own id, and the part of the fee that returns with it. */
  refund: { id: string; feeMinor: number } | null;
}

/** An attempt that was claimed for a look, and the count of looks that it then had. */
export type ClaimedLook = Pick<AttemptRecord, 'id' | 'checks'>;

/** What a processor's webhook may change. Everything is limited to what that very processor account took. */
export interface NoticeRepository {
  /** Has attempts in doubt looked up at once: the one that is named, and those of the authorization that is named. Answers how many. */
  bringForward(named: NamedAttempt, now: Date): Promise<number>;
  /** Has an authorization of that account's that succeeded, or was believed absent, looked at once more: for what was done past us, or came late. */
  lookAgain(processor: string, attemptId: string, now: Date): Promise<void>;
  /** Ends its looks, unless somebody wants another one meanwhile. */
  looked(claimed: ClaimedLook): Promise<void>;
  /** Attempt, refund, payment, event, audit, outbox row and postings in one transaction; `changed` where the payment is another by now. */
  adopt(move: OutsideMove, now: Date): Promise<'adopted' | 'changed'>;
  /** The authorization's reference of a refund that our books call succeeded; null where the attempt is none. */
  succeededRefund(processor: string, attemptId: string): Promise<string | null>;
  /** Takes a refund back that the bank could not carry out: refund, attempt, payment, event, audit, outbox row and postings in one transaction. */
  reverseRefund(reversal: RefundReversal, now: Date): Promise<'reversed' | 'known'>;
}

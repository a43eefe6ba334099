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

/** What a processor's webhook may change. Everything is limited to what that very processor account took. */
export interface NoticeRepository {
  /** Has attempts in doubt looked up at once: the one that is named, and those of the authorization that is named. Answers how many. */
  bringForward(named: NamedAttempt, now: Date): Promise<number>;
  /** The authorization's reference of a refund that our books call succeeded; null where the attempt is none. */
  succeededRefund(processor: string, attemptId: string): Promise<string | null>;
  /** Takes a refund back that the bank could not carry out: refund, attempt, payment, event, audit, outbox row and postings in one transaction. */
  reverseRefund(reversal: RefundReversal, now: Date): Promise<'reversed' | 'known'>;
}

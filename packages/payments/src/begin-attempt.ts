import type { PaymentMove } from './ports/payment-repository.ts';
import { ATTEMPT_GRACE_MS } from './reconcile-schedule.ts';
import type { AttemptType } from './records.ts';

export interface AttemptToBegin {
  id: string;
  type: AttemptType;
  amountMinor: number;
  requestId: string | null;
}

/** An attempt that begins in the commit of a move; reconciliation comes to it once its grace is over. */
export function beginAttempt(attempt: AttemptToBegin, now: Date): NonNullable<PaymentMove['beginAttempt']> {
  return { ...attempt, checkAfter: new Date(now.getTime() + ATTEMPT_GRACE_MS) };
}

import { FieldfareError } from '@fieldfare/protocol';
import type { PaymentMove, PaymentLedger } from './ports/payment-repository.ts';
import type { PaymentRecord } from './records.ts';

const MAX_ROUNDS = 5;

/**
 * Commits an outcome that has already happened at the processor. Where the payment changed meanwhile the move is decided again upon what
 * is there now; `decide` answers null where somebody else (reconciliation, a second answer) has recorded it.
 */
export async function commitOutcome(
  deps: { payments: PaymentLedger },
  payment: PaymentRecord,
  decide: (payment: PaymentRecord) => PaymentMove | null,
): Promise<PaymentRecord> {
  let current = payment;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const move = decide(current);
    if (!move) return current;
    const verdict = await deps.payments.commit(move);
    if (verdict.type === 'committed') return verdict.payment;
    if (verdict.type === 'not_found') break;
    current = verdict.payment;
  }
  throw new FieldfareError('system_error', {
    detail: 'outcome_not_recorded',
    audience: 'operator',
    retryable: true,
    message: 'The outcome could not be recorded; reconciliation will look it up.',
  });
}

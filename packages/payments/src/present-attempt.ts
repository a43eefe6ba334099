import type { PaymentAttempt } from '@fieldfare/protocol';
import { processorName } from './processor-name.ts';
import type { AttemptDetail } from './records.ts';

/** An attempt as REST and the console see it. */
export function presentAttempt(attempt: AttemptDetail): PaymentAttempt {
  return {
    id: attempt.id,
    object: 'payment_attempt',
    payment: attempt.paymentId,
    type: attempt.type,
    state: attempt.state,
    amount_minor: attempt.amountMinor,
    currency: attempt.currency,
    processor: processorName(attempt.processor),
    processor_reference: attempt.processorReference,
    reason: attempt.reason,
    made_outside: attempt.isOutside,
    created_at: attempt.createdAt.toISOString(),
    finished_at: attempt.finishedAt?.toISOString() ?? null,
  };
}

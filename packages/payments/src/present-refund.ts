import type { Refund } from '@fieldfare/protocol';
import type { RefundRecord } from './records.ts';

/** The refund as REST and the console see it. */
export function presentRefund(refund: RefundRecord): Refund {
  return {
    id: refund.id,
    object: 'refund',
    payment: refund.paymentId,
    amount_minor: refund.amountMinor,
    fee_minor: refund.feeMinor,
    currency: refund.currency,
    status: refund.status,
    reason: refund.reason,
    made_outside: refund.isOutside,
    created_at: refund.createdAt.toISOString(),
    updated_at: refund.updatedAt.toISOString(),
  };
}

import type { Dispute } from '@fieldfare/protocol';
import type { DisputeRecord } from './records.ts';

/** The dispute as REST and the console see it. */
export function presentDispute(dispute: DisputeRecord): Dispute {
  return {
    id: dispute.id,
    object: 'dispute',
    payment: dispute.paymentId,
    amount_minor: dispute.amountMinor,
    currency: dispute.currency,
    reason: dispute.reason,
    status: dispute.status,
    processor_reference: dispute.processorReference,
    respond_by: dispute.respondBy?.toISOString() ?? null,
    created_at: dispute.createdAt.toISOString(),
    updated_at: dispute.updatedAt.toISOString(),
  };
}

import type { TriedOutcome } from '@fieldfare/access';
import type { PaymentRecord } from '@fieldfare/payments';
import type { PaymentMethodType, PaymentStatus } from '@fieldfare/protocol';

const UNDECIDED: ReadonlySet<PaymentStatus> = new Set(['processing', 'requires_action', 'unknown']);

/** How the watch counts what became of a payment. A bank account is never decided by its request: the network may return it for weeks. */
export function outcomeOfPayment({ id, status }: PaymentRecord, method: PaymentMethodType): TriedOutcome {
  if (status === 'declined' || status === 'failed') return { type: 'declined' };
  const isOpen = method === 'ach' || UNDECIDED.has(status);
  return isOpen ? { type: 'undecided', paymentId: id } : { type: 'kept' };
}

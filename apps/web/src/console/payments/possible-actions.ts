import type { Payment, Permission } from '@fieldfare/protocol';

export type PaymentAction = 'confirm' | 'cancel' | 'refund';

export const ACTION_PERMISSIONS: Record<PaymentAction, Permission> = {
  confirm: 'payments:confirm',
  cancel: 'payments:cancel',
  refund: 'payments:refund',
};

/** What may be done with the payment as it stands now, whoever asks. Nothing while an operation is under way or in doubt. */
export function possibleActions(payment: Payment): PaymentAction[] {
  if (payment.pending_operation !== null) return [];
  if (payment.status === 'authorized') return ['confirm', 'cancel'];
  // Nothing is held yet, or nobody knows: what is found is let go.
  if (payment.status === 'requires_action' || payment.status === 'unknown') return ['cancel'];
  // What is disputed would return twice.
  if (payment.disputed) return [];
  if (payment.status === 'captured' || payment.status === 'partially_refunded')
    return refundableMinor(payment) > 0 ? ['refund'] : [];
  return [];
}

/** The most that can be confirmed: what is authorized, net of a service fee, which is captured on top. */
export function confirmableMinor(payment: Payment): number {
  return payment.authorized_minor - (payment.fee_mode === 'service_fee' ? payment.fee_minor : 0);
}

export function refundableMinor(payment: Payment): number {
  return payment.captured_minor - payment.refunded_minor - payment.dispute_lost_minor;
}

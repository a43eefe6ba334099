import type { OwnPayment, OwnPaymentMethod } from '@fieldfare/protocol';
import type { PaymentMethodRecord } from './ports/payment-method-repository.ts';
import type { PaymentRecord } from './records.ts';

/** The payment as the shopper who made it sees it. */
export function presentOwnPayment(payment: PaymentRecord): OwnPayment {
  return {
    id: payment.id,
    object: 'own_payment',
    reference: payment.reference,
    record_number: payment.recordNumber,
    total_minor: payment.totalMinor,
    // What the merchant pays for the payment is none of the shopper's business.
    service_fee_minor: payment.feeMode === 'service_fee' ? payment.feeMinor : 0,
    captured_minor: payment.capturedMinor,
    refunded_minor: payment.refundedMinor,
    currency: payment.currency,
    status: payment.status,
    method: payment.method,
    decline_code: payment.declineCode,
    version: payment.version,
    created_at: payment.createdAt.toISOString(),
    updated_at: payment.updatedAt.toISOString(),
  };
}

/** The saved method as its owner sees it. */
export function presentOwnMethod({ id, method, status, createdAt, revokedAt }: PaymentMethodRecord): OwnPaymentMethod {
  return {
    id,
    object: 'own_payment_method',
    method,
    status,
    created_at: createdAt.toISOString(),
    revoked_at: revokedAt?.toISOString() ?? null,
  };
}

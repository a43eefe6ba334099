import type { Customer, PaymentMethod, PaymentMethodResult } from '@fieldfare/protocol';
import type { CustomerRecord } from './ports/customer-repository.ts';
import type { PaymentMethodRecord } from './ports/payment-method-repository.ts';

/** The saved method as REST shows it. */
export function presentPaymentMethod(saved: PaymentMethodRecord): PaymentMethod {
  return {
    id: saved.id,
    object: 'payment_method',
    mode: saved.mode,
    customer: saved.customerId,
    session: saved.sessionId,
    method: saved.method,
    status: saved.status,
    created_at: saved.createdAt.toISOString(),
    revoked_at: saved.revokedAt?.toISOString() ?? null,
  };
}

/** What the shopper's own frame is answered. */
export function presentMethodResult({ id, method }: PaymentMethodRecord): PaymentMethodResult {
  return { id, method };
}

export function presentCustomer(customer: CustomerRecord): Customer {
  return {
    id: customer.id,
    object: 'customer',
    mode: customer.mode,
    name: customer.name,
    email: customer.email,
    reference: customer.reference,
    metadata: customer.metadata,
    created_at: customer.createdAt.toISOString(),
    updated_at: customer.updatedAt.toISOString(),
  };
}

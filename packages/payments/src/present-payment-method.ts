import type { Customer, PaymentMethod, PaymentMethodResult } from '@fieldfare/protocol';
import type { CustomerRecord } from './ports/customer-repository.ts';
import type { PaymentMethodRecord, ProcessorKeeping } from './ports/payment-method-repository.ts';
import { processorName } from './processor-name.ts';

/** The saved method as REST shows it, with who keeps it. */
export function presentPaymentMethod(
  saved: PaymentMethodRecord,
  keepers: readonly ProcessorKeeping[] = [],
): PaymentMethod {
  return {
    id: saved.id,
    object: 'payment_method',
    mode: saved.mode,
    customer: saved.customerId,
    session: saved.sessionId,
    method: saved.method,
    status: saved.status,
    processors: keepers.map(({ processor, keptAt }) => ({
      processor: processorName(processor),
      kept_at: keptAt.toISOString(),
    })),
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

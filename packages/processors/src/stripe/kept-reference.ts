/** What Stripe calls a kept card: a PaymentMethod, and the Customer that it belongs to and is charged with. */
export interface StripeReference {
  customer: string;
  method: string;
}

const SEPARATOR = '/';

export function referenceOf({ customer, method }: StripeReference): string {
  return `${customer}${SEPARATOR}${method}`;
}

/** Null for what is no reference of Stripe's. */
export function readReference(reference: string): StripeReference | null {
  const [customer, method, ...rest] = reference.split(SEPARATOR);
  return customer && method && rest.length === 0 ? { customer, method } : null;
}

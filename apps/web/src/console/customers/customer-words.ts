import type { Customer } from '@fieldfare/protocol';

/** What a customer is called: by name, else by e-mail address, the merchant's reference or the id. */
export function customerName({ name, email, reference, id }: Customer): string {
  return [name, email, reference].find((text) => text !== null && text.trim() !== '') ?? id;
}

/** What else is known of them, apart from what they are called. */
export function customerDetails(customer: Customer): string[] {
  const called = customerName(customer);
  return [customer.email, customer.reference].flatMap((text) => (text && text !== called ? [text] : []));
}

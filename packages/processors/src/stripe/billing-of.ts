import type { ChargedCard } from '@fieldfare/payments';

/** What Stripe compares with the bank's records, where the shopper has typed it. */
export function billingOf({ name, postal_code }: ChargedCard) {
  const billing = {
    ...(name === undefined ? {} : { name }),
    ...(postal_code === undefined ? {} : { address: { postal_code } }),
  };
  return Object.keys(billing).length === 0 ? {} : { billing_details: billing };
}

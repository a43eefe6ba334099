import type { Billing, FieldKind } from '@fieldfare/protocol';

const KEYS: readonly (readonly [FieldKind, keyof Billing])[] = [
  ['card-name', 'name'],
  ['account-name', 'name'],
  ['address-line1', 'line1'],
  ['address-line2', 'line2'],
  ['address-city', 'city'],
  ['address-state', 'state'],
  ['card-postal-code', 'postal_code'],
  ['address-country', 'country'],
];

/** The billing address: what the page gave, and over it what the shopper typed into our fields. Undefined where there is nothing. */
export function billingOf(values: ReadonlyMap<FieldKind, string>, given: Billing = {}): Billing | undefined {
  const typed = KEYS.flatMap(([kind, key]) => {
    const value = values.get(kind);
    return value === undefined || value === '' ? [] : [[key, value] as const];
  });
  const billing: Billing = { ...given, ...Object.fromEntries(typed) };
  return Object.keys(billing).length === 0 ? undefined : billing;
}

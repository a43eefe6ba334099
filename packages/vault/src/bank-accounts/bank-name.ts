/** Routing numbers that a shopper may expect to see named. A number that is not here is as good as one that is. */
const BANKS: ReadonlyMap<string, string> = new Map([
  ['110000000', 'Sandbox Bank'],
  ['021000021', 'JPMorgan Chase'],
  ['322271627', 'JPMorgan Chase'],
  ['026009593', 'Bank of America'],
  ['121000358', 'Bank of America'],
  ['121042882', 'Wells Fargo'],
  ['021000089', 'Citibank'],
]);

/** The bank of a routing number, where it is known. */
export function bankNameOf(routingNumber: string): string | null {
  return BANKS.get(routingNumber) ?? null;
}

/** Banks by their published routing numbers, as far as they are known here; naming none is better than naming a wrong one. */
const BANKS: Readonly<Record<string, string>> = {
  '011401533': 'Citizens Bank',
  '021000021': 'JPMorgan Chase',
  '021000089': 'Citibank',
  '026009593': 'Bank of America',
  '031176110': 'Capital One',
  '043000096': 'PNC Bank',
  '061000104': 'Truist',
  '091000022': 'U.S. Bank',
  '110000000': 'Sandbox Bank',
  '121000248': 'Wells Fargo',
  '124003116': 'Ally Bank',
  '256074974': 'Navy Federal Credit Union',
};

/** The name of the bank that a routing number belongs to; empty where it is not known. */
export function bankName(routingNumber: string): string {
  return Object.hasOwn(BANKS, routingNumber) ? (BANKS[routingNumber] ?? '') : '';
}

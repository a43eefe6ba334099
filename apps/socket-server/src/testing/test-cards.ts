import type { CardSecrets } from '@fieldfare/protocol';

/** The sandbox bank's published test cards. */
export const TEST_CARDS = {
  visa: '4242424242424242',
  mastercard: '5555555555554444',
  amex: '378282246310005',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  expired: '4000000000000069',
  wrongCode: '4000000000000127',
  processingError: '4000000000000119',
  timesOut: '4000000000006975',
  challenged: '4000002500003155',
} as const;

/** A test card with everything else that a shopper types. */
export function cardOf(number: string): CardSecrets {
  const cvc = number.startsWith('37') ? '1234' : '123';
  return { number, exp_month: 12, exp_year: 2032, cvc, name: 'Test Shopper', postal_code: '94107' };
}

import type { BankAccountSecrets, CardSecrets } from '@fieldfare/protocol';

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

/** The sandbox network's published test accounts. */
export const TEST_ACCOUNTS = {
  settles: '000123456789',
  insufficientFunds: '000222222227',
  closed: '000111111113',
  notFound: '000111111116',
  returnedLate: '000333333335',
} as const;

/** A test account with everything else that a shopper types. */
export function accountOf(number: string): BankAccountSecrets {
  return {
    account_number: number,
    routing_number: '110000000',
    account_type: 'checking',
    account_name: 'Test Shopper',
  };
}

/** A test card with everything else that a shopper types. */
export function cardOf(number: string): CardSecrets {
  const cvc = number.startsWith('37') ? '1234' : '123';
  return { number, exp_month: 12, exp_year: 2032, cvc, name: 'Test Shopper', postal_code: '94107' };
}

/** Braintree's own published test cards, as far as the tests use them. */
export const BRAINTREE_TEST_CARDS = {
  approved: '4111111111111111',
  fraud: '4000111111111511',
  /** Approved by this server, which then drops the connection instead of answering. */
  unanswered: '5555555555554444',
} as const;

/** Values that Braintree's sandbox answers as if the bank had found them wrong. */
export const WRONG_CVV = '200';
export const WRONG_POSTAL_CODE = '20000';

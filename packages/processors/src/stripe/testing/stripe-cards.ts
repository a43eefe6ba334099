/** Stripe's own published test cards, as far as the tests use them. */
export const STRIPE_TEST_CARDS = {
  approved: '4242424242424242',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  expired: '4000000000000069',
  wrongCvc: '4000000000000127',
  processingError: '4000000000000119',
  stolen: '4000000000009979',
  wrongPostalCode: '4000000000000036',
  challenged: '4000002500003155',
  /** Approved by this server, which then drops the connection instead of answering. */
  unanswered: '5555555555554444',
} as const;

/** What Stripe's API answers to the cards that are not approved. */
export const CARD_ERRORS: ReadonlyMap<string, { code: string; decline_code?: string }> = new Map([
  [STRIPE_TEST_CARDS.declined, { code: 'card_declined', decline_code: 'generic_decline' }],
  [STRIPE_TEST_CARDS.insufficientFunds, { code: 'card_declined', decline_code: 'insufficient_funds' }],
  [STRIPE_TEST_CARDS.expired, { code: 'expired_card' }],
  [STRIPE_TEST_CARDS.wrongCvc, { code: 'incorrect_cvc' }],
  [STRIPE_TEST_CARDS.wrongPostalCode, { code: 'incorrect_zip' }],
  [STRIPE_TEST_CARDS.processingError, { code: 'processing_error' }],
  [STRIPE_TEST_CARDS.stolen, { code: 'card_declined', decline_code: 'stolen_card' }],
  [STRIPE_TEST_CARDS.challenged, { code: 'authentication_required', decline_code: 'authentication_required' }],
]);

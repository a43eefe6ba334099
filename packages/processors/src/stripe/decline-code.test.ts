import { expect, test } from 'vitest';
import { declineCodeOf } from './decline-code.ts';

test.each([
  ['insufficient_funds', 'card_declined', 'insufficient_funds'],
  // The bank's reason is more exact than Stripe's own code beside it.
  ['stolen_card', 'incorrect_cvc', 'suspected_fraud'],
  ['generic_decline', 'expired_card', 'expired_card'],
  [undefined, 'incorrect_zip', 'incorrect_zip'],
  ['something_new', 'something_else', 'card_declined'],
  [undefined, undefined, 'card_declined'],
])('%s, beside %s, is %s', (declineCode, code, ours) => {
  expect(declineCodeOf(declineCode, code)).toBe(ours);
});

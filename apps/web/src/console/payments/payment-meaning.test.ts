import { expect, it } from 'vitest';
import { aPayment } from '../testing/a-payment.ts';
import { paymentMeaning } from './payment-meaning.ts';

const captured = aPayment({ status: 'captured', captured_minor: 2000 });

it.each([
  [0, 'The money was collected.'],
  [500, 'The money was collected. Part of it was lost in a dispute.'],
  [2000, 'The money was collected. All of it was lost in a dispute.'],
])('says what a captured payment of 2,000 means where %i were lost in a dispute', (lostMinor, words) => {
  expect(paymentMeaning({ ...captured, dispute_lost_minor: lostMinor })).toBe(words);
});

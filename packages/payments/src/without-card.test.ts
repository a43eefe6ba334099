import { expect, it } from 'vitest';
import { withoutCard } from './without-card.ts';

const card = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '739' };
const reasonOf = (reason: string) => withoutCard({ type: 'unknown', reason }, card);

it.each([
  ['No connection to the bank (HTTP 503).', 'No connection to the bank (HTTP 503).'],
  ['timed out on 4242424242424242', 'timed out on [digits]'],
  ['timed out on 4242 4242-4242.4242, code 739', 'timed out on [digits], code [code]'],
  ['{"number":"4242424242424242","cvc":"739"}', '{"number":"[digits]","cvc":"[code]"}'],
])('keeps of the reason %j what is none of the card', (reason, kept) => {
  expect(reasonOf(reason)).toEqual({ type: 'unknown', reason: kept });
});

it('leaves every other outcome as it is', () => {
  const declined = { type: 'declined', declineCode: 'card_declined', processorReference: 'ch_4242424' } as const;
  expect(withoutCard(declined, card)).toBe(declined);
});

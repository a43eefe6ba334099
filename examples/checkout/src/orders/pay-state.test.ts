import { expect, it } from 'vitest';
import type { Session } from '@fieldfare/node';
import { payState } from './pay-state.ts';

const payment = (status: string, decline_code: string | null = null) =>
  ({ status, decline_code, record_number: 'R1' }) as Session['payment'];

it.each([
  ['open', null, { step: 'pay', lastDecline: null }],
  ['open', payment('declined', 'card_declined'), { step: 'pay', lastDecline: 'card_declined' }],
  ['processing', null, { step: 'processing' }],
  ['processing', payment('processing'), { step: 'processing' }],
  ['processing', payment('declined', 'card_declined'), { step: 'processing' }],
  ['processing', payment('unknown'), { step: 'done', status: 'unknown', recordNumber: 'R1' }],
  ['completed', payment('authorized'), { step: 'done', status: 'authorized', recordNumber: 'R1' }],
  ['completed', payment('captured'), { step: 'done', status: 'captured', recordNumber: 'R1' }],
  ['expired', payment('authorized'), { step: 'done', status: 'authorized', recordNumber: 'R1' }],
  ['expired', payment('declined', 'card_declined'), { step: 'over' }],
  ['expired', null, { step: 'over' }],
  ['canceled', null, { step: 'over' }],
] as const)('a session that is %s with %j', (status, of, expected) => {
  expect(payState({ status, payment: of })).toEqual(expected);
});

import { describe, expect, test } from 'vitest';
import { booksAgree } from './books-agree.ts';
import type { LookupOutcome } from './ports/processor.ts';
import type { AttemptRecord, PaymentRecord } from './records.ts';

const paymentOf = (changes: Partial<PaymentRecord> = {}) =>
  ({
    status: 'captured',
    capturedMinor: 2_000,
    pendingOperation: null,
    method: { type: 'card' },
    ...changes,
  }) as PaymentRecord;
const attemptOf = (changes: Partial<AttemptRecord> = {}) =>
  ({ type: 'authorize', state: 'succeeded', amountMinor: 2_500, ...changes }) as AttemptRecord;
const authorized = (changes: object = {}): LookupOutcome => ({
  type: 'authorized',
  processorReference: 'r',
  authorizedMinor: 2_500,
  expiresAt: new Date(0),
  networkTransactionId: null,
  ...changes,
});
const declined: LookupOutcome = { type: 'declined', declineCode: 'card_declined', processorReference: 'r' };
const returned: LookupOutcome = { type: 'returned', processorReference: 'r', code: 'R01' };

describe('books agree', () => {
  test.each([
    ['authorized for the same', paymentOf(), attemptOf(), authorized()],
    ['captured for the same', paymentOf(), attemptOf(), authorized({ capturedMinor: 2_000 })],
    ['under way', paymentOf({ pendingOperation: {} as never }), attemptOf(), authorized({ capturedMinor: 1 })],
    ['released', paymentOf({ status: 'canceled' }), attemptOf(), declined],
    ['expired', paymentOf({ status: 'expired' }), attemptOf(), declined],
    ['released because it came too late', paymentOf({ status: 'declined', capturedMinor: 0 }), attemptOf(), declined],
    [
      'too late, and told as held before',
      paymentOf({ status: 'declined', capturedMinor: 0 }),
      attemptOf(),
      authorized(),
    ],
    ['refused, and forgotten', paymentOf(), attemptOf({ type: 'capture', state: 'refused' }), { type: 'absent' }],
    ['believed absent, and is', paymentOf({ status: 'declined' }), attemptOf({ state: 'absent' }), { type: 'absent' }],
    ['believed absent, and declined late', paymentOf({ status: 'declined' }), attemptOf({ state: 'absent' }), declined],
    [
      'a bank account’s own authorization',
      paymentOf({ method: { type: 'ach' } as never }),
      attemptOf(),
      { type: 'absent' },
    ],
    ['a debit that came back', paymentOf({ status: 'failed' }), attemptOf({ type: 'capture' }), returned],
  ] as const)('where it was %s', (_, payment, attempt, found) => {
    expect(booksAgree(payment, attempt, found)).toBe(true);
  });

  test.each([
    ['authorized for another amount', paymentOf(), attemptOf(), authorized({ authorizedMinor: 2_499 })],
    [
      'captured past us',
      paymentOf({ status: 'authorized', capturedMinor: 0 }),
      attemptOf(),
      authorized({ capturedMinor: 2_500 }),
    ],
    ['captured for less', paymentOf(), attemptOf(), authorized({ capturedMinor: 1_999 })],
    ['released past us', paymentOf({ status: 'authorized' }), attemptOf(), declined],
    ['declined by us alone', paymentOf(), attemptOf({ state: 'declined' }), authorized()],
    ['believed absent, and came late', paymentOf({ status: 'declined' }), attemptOf({ state: 'absent' }), authorized()],
    ['lost', paymentOf(), attemptOf(), { type: 'absent' }],
    ['refunded by us alone', paymentOf(), attemptOf({ type: 'refund' }), { type: 'refused', reason: 'no' }],
    ['returned, unheard of', paymentOf(), attemptOf({ type: 'capture' }), returned],
  ] as const)('not where it was %s', (_, payment, attempt, found) => {
    expect(booksAgree(payment, attempt, found)).toBe(false);
  });
});

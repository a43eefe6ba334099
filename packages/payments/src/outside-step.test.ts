import { newId } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { outsideStep } from './outside-step.ts';
import type { Compared } from './outside-step.ts';
import type { RefundInBooks } from './ports/processor.ts';
import type { AttemptDetail, PaymentRecord } from './records.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

const fixture = createEngineFixture();
const held = await fixture.authorized();
const now = fixture.clock.now();
const captured: PaymentRecord = { ...held, status: 'captured', capturedMinor: 2_000 };
const refund = (changes: Partial<RefundInBooks> = {}): RefundInBooks => ({
  processorReference: 're_1',
  attemptId: null,
  amountMinor: 500,
  hasFailed: false,
  ...changes,
});
const ours = (changes: Partial<AttemptDetail> = {}): AttemptDetail => ({
  id: newId('attempt'),
  paymentId: held.id,
  type: 'refund',
  state: 'succeeded',
  amountMinor: 500,
  currency: 'USD',
  processor: held.processor,
  actor: { type: 'system', id: null, name: null },
  createdAt: now,
  checks: 0,
  isOutside: false,
  processorReference: 're_1',
  reason: null,
  finishedAt: now,
  ...changes,
});
const step = (payment: PaymentRecord, books: Partial<Compared['books']>, more: Partial<Compared> = {}) =>
  outsideStep(
    {
      payment,
      attempts: [],
      profile: { refundFee: 'kept' },
      books: { state: 'captured', capturedMinor: 2_000, refunds: [], ...books },
      ...more,
    },
    now,
  );

test('a capture of what was authorized or less is adopted, also by a payment that has expired since', () => {
  expect(step(held, {})).toMatchObject({
    type: 'adopt',
    move: { type: 'capture', amountMinor: 2_000, status: 'captured' },
  });
  expect(step({ ...held, status: 'expired' }, {})).toMatchObject({ move: { type: 'capture' } });
});

test('more than was authorized, or than is left to return, is for a person', () => {
  expect(step(held, { capturedMinor: 2_501 })).toBeNull();
  expect(step(captured, { refunds: [refund({ amountMinor: 2_001 })] })).toBeNull();
  expect(step({ ...captured, refundedMinor: 1_600 }, { refunds: [refund()] })).toBeNull();
});

test('a hold that was released is canceled; one that ran out is left to expire', () => {
  expect(step(held, { state: 'released', capturedMinor: 0 })).toMatchObject({
    move: { type: 'void', status: 'canceled' },
  });
  expect(step({ ...held, authorizationExpiresAt: now }, { state: 'released', capturedMinor: 0 })).toBeNull();
  expect(step(held, { state: 'held', capturedMinor: 0 })).toBeNull();
  expect(step(held, { state: 'other', capturedMinor: 0 })).toBeNull();
});

test('a refund of ours is known by its attempt or by its reference, and one that we had given up is adopted', () => {
  const attempt = ours();
  expect(step(captured, { refunds: [refund()] }, { attempts: [attempt] })).toBeNull();
  const named = refund({ processorReference: 're_2', attemptId: attempt.id });
  expect(step(captured, { refunds: [named] }, { attempts: [attempt] })).toBeNull();
  const givenUp = ours({ state: 'refused', processorReference: null });
  expect(step(captured, { refunds: [refund({ attemptId: givenUp.id })] }, { attempts: [givenUp] })).toMatchObject({
    move: { type: 'refund', amountMinor: 500, processorReference: 're_1', status: 'partially_refunded' },
  });
});

test('the fee returns with it where the profile says so, and all of it makes the payment refunded', () => {
  const all = { refunds: [refund({ amountMinor: 2_000 })] };
  expect(step(captured, all)).toMatchObject({ move: { status: 'refunded', refund: { feeMinor: 0 } } });
  expect(step(captured, all, { profile: { refundFee: 'returned' } })).toMatchObject({
    move: { refund: { feeMinor: captured.feeMinor } },
  });
});

test('a refund that failed is taken back where we hold it for good, and is nothing otherwise', () => {
  const failed = { refunds: [refund({ hasFailed: true })] };
  const attempt = ours();
  expect(step(captured, failed, { attempts: [attempt] })).toMatchObject({
    type: 'reverse',
    reversal: { attemptId: attempt.id, processor: held.processor },
  });
  expect(step(captured, failed)).toBeNull();
  expect(step(captured, failed, { attempts: [ours({ state: 'refused' })] })).toBeNull();
});

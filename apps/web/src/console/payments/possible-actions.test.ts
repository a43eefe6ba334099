import { expect, test } from 'vitest';
import { aPayment } from '../testing/a-payment.ts';
import { confirmableMinor, possibleActions, refundableMinor } from './possible-actions.ts';

test('an authorized payment can be confirmed or canceled, a captured one refunded, a settled one nothing', () => {
  expect(possibleActions(aPayment())).toEqual(['confirm', 'cancel']);
  expect(possibleActions(aPayment({ status: 'captured', captured_minor: 1999 }))).toEqual(['refund']);
  expect(
    possibleActions(aPayment({ status: 'partially_refunded', captured_minor: 1999, refunded_minor: 500 })),
  ).toEqual(['refund']);
  for (const status of ['declined', 'canceled', 'refunded', 'expired', 'processing'] as const)
    expect(possibleActions(aPayment({ status }))).toEqual([]);
});

test('a payment that waits for its shopper, or that nobody knows the outcome of, can be canceled', () => {
  for (const status of ['requires_action', 'unknown'] as const)
    expect(possibleActions(aPayment({ status, authorized_minor: 0 }))).toEqual(['cancel']);
});

test('nothing can be done while an operation is under way or in doubt', () => {
  expect(possibleActions(aPayment({ pending_operation: { type: 'capture', state: 'unknown' } }))).toEqual([]);
});

test('a service fee is not the merchant’s to confirm, a merchant fee changes nothing', () => {
  expect(
    confirmableMinor(aPayment({ fee_mode: 'service_fee', fee_minor: 50, amount_minor: 1000, authorized_minor: 1050 })),
  ).toBe(1000);
  expect(confirmableMinor(aPayment({ fee_minor: 50, authorized_minor: 1000 }))).toBe(1000);
});

test('what was refunded cannot be refunded again', () => {
  expect(refundableMinor(aPayment({ captured_minor: 1999, refunded_minor: 500 }))).toBe(1499);
  const lost = { status: 'captured', captured_minor: 1999 } as const;
  expect(refundableMinor(aPayment({ ...lost, dispute_lost_minor: 999 }))).toBe(1000);
  expect(possibleActions(aPayment({ ...lost, dispute_lost_minor: 1999 }))).toEqual([]);
});

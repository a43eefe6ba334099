import { describe, expect, test } from 'vitest';
import type { TransactionReply } from './braintree-replies.ts';
import { declineCodeOf } from './decline-code.ts';
import { authorizationOf, captureFound, refundOf, voidFound } from './outcome-of.ts';
import { withCapture } from './order-id.ts';

const transaction = (status: string, changes: Partial<TransactionReply> = {}): TransactionReply => ({
  id: 'bt_1',
  status,
  amount: '9.00',
  currencyIsoCode: 'USD',
  createdAt: '2026-11-01T12:00:00Z',
  orderId: 'att_1',
  ...changes,
});
const SUBMITTED = { statusHistory: [{ status: 'authorized', amount: '9.00' }, { status: 'submitted_for_settlement' }] };

describe('an authorization', () => {
  test.each([
    'authorized',
    'submitted_for_settlement',
    'settlement_pending',
    'settling',
    'settled',
    'settlement_confirmed',
    'settlement_declined',
  ])('that is %s by now was authorized', (status) => {
    expect(authorizationOf(transaction(status))).toMatchObject({ type: 'authorized', authorizedMinor: 900 });
  });

  test('of which less was captured was authorized for what was held', () => {
    expect(authorizationOf(transaction('settled', { ...SUBMITTED, amount: '5.00' }))).toMatchObject({
      authorizedMinor: 900,
    });
  });

  test.each(['authorization_expired', 'failed', 'processor_declined', 'gateway_rejected', 'voided'])(
    'that is %s holds nothing',
    (status) => {
      expect(authorizationOf(transaction(status))).toMatchObject({ type: 'declined', processorReference: 'bt_1' });
    },
  );

  test('that was voided after its capture was one all the same', () => {
    expect(authorizationOf(transaction('voided', SUBMITTED))).toMatchObject({ type: 'authorized' });
  });

  test.each([
    ['gateway_rejected', { gatewayRejectionReason: 'duplicate' }],
    ['authorizing', {}],
    ['something_new', {}],
  ])('that is %s is in doubt', (status, changes) => {
    expect(authorizationOf(transaction(status, changes))).toMatchObject({ type: 'unknown' });
  });
});

test('a capture is found by its own attempt, though it was voided or declined by the bank since', () => {
  const captured = { ...SUBMITTED, orderId: withCapture('att_1', 'att_2') };
  const found = (status: string, attemptId = 'att_2') => captureFound(transaction(status, captured), attemptId).type;
  expect(['submitted_for_settlement', 'settled', 'voided'].map((status) => found(status))).toEqual([
    'succeeded',
    'succeeded',
    'succeeded',
  ]);
  expect([found('settled', 'att_3'), found('settlement_declined')]).toEqual(['refused', 'refused']);
  expect(captureFound(transaction('authorized'), 'att_2').type).toBe('absent');
});

test('a void is one of what was not captured', () => {
  expect(voidFound(transaction('voided')).type).toBe('succeeded');
  expect(voidFound(transaction('voided', SUBMITTED)).type).toBe('refused');
  expect([voidFound(transaction('authorized')).type, voidFound(transaction('settled')).type]).toEqual([
    'absent',
    'refused',
  ]);
});

test('a refund that the bank could not settle is none', () => {
  const types = ['submitted_for_settlement', 'settled', 'settlement_declined', 'voided'].map(
    (status) => refundOf(transaction(status)).type,
  );
  expect(types).toEqual(['succeeded', 'succeeded', 'refused', 'refused']);
});

test.each([
  [{ processorResponseCode: '2001' }, 'insufficient_funds'],
  [{ processorResponseCode: '2010', gatewayRejectionReason: 'avs' }, 'incorrect_zip'],
  [{ gatewayRejectionReason: 'something_new', processorResponseCode: '2001' }, 'card_declined'],
  [{ processorResponseCode: '3000' }, 'processing_error'],
  [{ processorResponseCode: '2999' }, 'card_declined'],
  [{}, 'card_declined'],
])('a decline with %j is %s', (reply, ours) => {
  expect(declineCodeOf(reply)).toBe(ours);
});

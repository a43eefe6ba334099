import { DeclineCode } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { declineWords, detailWords } from './decline-words.ts';
import { actorWords, eventWords } from './event-words.ts';

test('a known event has its own words, an unknown one is spelled out', () => {
  expect(eventWords('payment.captured').label).toBe('Captured');
  expect(eventWords('payment.dispute_opened').label).toBe('Dispute opened');
  expect(eventWords('refund.paid_out').label).toBe('Refund paid out');
});

test('an actor is named where the name is known', () => {
  expect(actorWords({ type: 'user', id: null, name: 'owner@demo.test' })).toBe('owner@demo.test');
  expect(actorWords({ type: 'api_key', id: null, name: 'Shop server' })).toBe('API key “Shop server”');
  expect(actorWords({ type: 'shopper', id: null, name: null })).toBe('the shopper');
});

test('who passes on what a bank did is named as the bank, and no person is', () => {
  expect(actorWords({ type: 'system', id: null, name: 'Dispute' })).toBe('the shopper’s bank');
  expect(actorWords({ type: 'system', id: null, name: 'Reconciliation' })).toBe('Reconciliation');
  expect(actorWords({ type: 'user', id: null, name: 'Dispute' })).toBe('Dispute');
});

test('every decline code reads as a sentence', () => {
  for (const code of DeclineCode.options) expect(declineWords(code)).toMatch(/^[A-Z].*\.$/);
});

test('a detail is put into words where it is a code, and left alone where it is prose', () => {
  expect(detailWords('insufficient_funds')).toBe('There was not enough money in the account.');
  expect(detailWords('processor_timeout')).toBe('processor timeout');
  expect(detailWords('Customer asked')).toBe('Customer asked');
});

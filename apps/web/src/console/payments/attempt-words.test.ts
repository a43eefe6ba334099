import { newId } from '@fieldfare/protocol';
import type { PaymentAttempt } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { attemptWords } from './attempt-words.ts';

const attempt = (changes: Partial<PaymentAttempt>): PaymentAttempt => ({
  id: newId('attempt'),
  object: 'payment_attempt',
  payment: newId('payment'),
  type: 'authorize',
  state: 'succeeded',
  amount_minor: 1999,
  currency: 'USD',
  processor: 'stripe',
  processor_reference: null,
  reason: null,
  made_outside: false,
  created_at: '2026-11-01T10:00:00.000Z',
  finished_at: null,
  ...changes,
});

test('an attempt is told in words, a failover and a decline with their reasons', () => {
  expect(attemptWords(attempt({}))).toEqual({ title: 'Authorization', state: 'Done', reason: null });
  expect(attemptWords(attempt({ state: 'refused', reason: 'not_processed' }))).toMatchObject({
    state: 'Refused',
    reason: 'It took no decision, so that the next processor was asked.',
  });
  expect(attemptWords(attempt({ state: 'refused', reason: 'reference_unknown' })).reason).toBe(
    'It no longer knew the kept card, so that the card itself was sent.',
  );
  expect(attemptWords(attempt({ state: 'declined', reason: 'expired_card' })).reason).toBe('The card has expired.');
});

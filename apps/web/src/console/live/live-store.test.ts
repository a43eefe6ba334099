import { expect, test } from 'vitest';
import { aPayment } from '../testing/a-payment.ts';
import { createLiveStore, freshest } from './live-store.ts';

test('takes a newer version and ignores one that has passed, or the same again', () => {
  const store = createLiveStore();
  const payment = aPayment({ version: 3 });
  expect(store.getState().accept(payment)).toBe(true);
  expect(store.getState().accept(payment)).toBe(false);
  expect(store.getState().accept({ ...payment, version: 2, status: 'processing' })).toBe(false);
  expect(store.getState().accept({ ...payment, version: 4, status: 'captured' })).toBe(true);
  expect(store.getState().newest.get(payment.id)?.status).toBe('captured');
});

test('an answer that a push overtook is replaced by the push', () => {
  const store = createLiveStore();
  const answered = aPayment({ version: 2 });
  const pushed = { ...answered, version: 3, status: 'captured' as const };
  expect(freshest(store, answered)).toBe(answered);
  store.getState().accept(pushed);
  expect(freshest(store, answered)).toBe(pushed);
  expect(freshest(store, { ...answered, version: 5 }).version).toBe(5);
});

test('forgets what changed longest ago', () => {
  const store = createLiveStore();
  const first = aPayment();
  store.getState().accept(first);
  for (let i = 0; i < 1_000; i++) store.getState().accept(aPayment());
  expect(store.getState().newest.size).toBe(1_000);
  expect(store.getState().newest.has(first.id)).toBe(false);
});

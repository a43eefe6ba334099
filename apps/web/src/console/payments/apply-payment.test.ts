import { newId, type Payment, type PaymentList } from '@fieldfare/protocol';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveStore } from '../live/live-store.ts';
import { queryKeys } from '../query-keys.ts';
import { aPayment } from '../testing/a-payment.ts';
import { applyPayment, type PaymentCaches } from './apply-payment.ts';
import { readListParams } from './list-params.ts';

const SCOPE = { merchantId: newId('merchant'), mode: 'test' as const };
const ALL = readListParams(new URLSearchParams());
const CAPTURED = readListParams(new URLSearchParams('status=captured'));

let caches: PaymentCaches;
let payment: Payment;

const rows = (params: typeof ALL) =>
  caches.queryClient.getQueryData<PaymentList>(queryKeys.list(SCOPE, params))?.data.map((row) => [row.id, row.status]);

beforeEach(() => {
  vi.useFakeTimers();
  payment = aPayment();
  const queryClient = new QueryClient();
  caches = { queryClient, live: createLiveStore(), scope: SCOPE };
  queryClient.setQueryData<PaymentList>(queryKeys.list(SCOPE, ALL), {
    object: 'list',
    data: [payment],
    has_more: false,
  });
  queryClient.setQueryData<PaymentList>(queryKeys.list(SCOPE, CAPTURED), { object: 'list', data: [], has_more: false });
});

afterEach(() => {
  caches.queryClient.clear();
  vi.useRealTimers();
});

test('one push brings list, filtered list and detail to the same version', () => {
  const captured = { ...payment, status: 'captured' as const, version: 3 };
  applyPayment(caches, captured);
  expect(rows(ALL)).toEqual([[payment.id, 'captured']]);
  expect(rows(CAPTURED)).toEqual([[payment.id, 'captured']]);
  expect(caches.queryClient.getQueryData(queryKeys.payment(SCOPE, payment.id))).toBe(captured);
});

test('a late version changes nothing', () => {
  applyPayment(caches, { ...payment, status: 'captured', version: 4 });
  applyPayment(caches, { ...payment, status: 'authorized', version: 3 });
  expect(rows(ALL)).toEqual([[payment.id, 'captured']]);
});

test('a payment of the other mode is none of this page’s business', () => {
  applyPayment(caches, aPayment({ mode: 'live' }));
  expect(rows(ALL)).toHaveLength(1);
});

test('what is new is marked as new, what changed as changed, both for a moment only', () => {
  const fresh = aPayment();
  applyPayment(caches, fresh);
  applyPayment(caches, { ...payment, version: 3 });
  expect([...caches.live.getState().touched.values()]).toEqual(['new', 'changed']);
  vi.advanceTimersByTime(2_000);
  expect(caches.live.getState().touched.size).toBe(0);
});

test('many changes read the summary once', () => {
  const invalidate = vi.spyOn(caches.queryClient, 'invalidateQueries');
  for (let version = 3; version < 30; version++) applyPayment(caches, { ...payment, version });
  vi.advanceTimersByTime(1_000);
  const summaries = invalidate.mock.calls.filter(
    ([filters]) => JSON.stringify(filters?.queryKey) === JSON.stringify(queryKeys.summaries(SCOPE)),
  );
  expect(summaries).toHaveLength(1);
});

test.each([true, false])(
  'a row that leaves a filtered list makes room for one that only the server knows: %s',
  (has_more) => {
    const captured = { ...payment, status: 'captured' as const, version: 3 };
    const key = queryKeys.list(SCOPE, CAPTURED);
    caches.queryClient.setQueryData<PaymentList>(key, { object: 'list', data: [captured], has_more });
    const invalidate = vi.spyOn(caches.queryClient, 'invalidateQueries');
    applyPayment(caches, { ...payment, status: 'refunded', version: 4 });
    vi.advanceTimersByTime(1_000);
    const read = invalidate.mock.calls.filter(([filters]) => JSON.stringify(filters?.queryKey) === JSON.stringify(key));
    expect([rows(CAPTURED), read.length]).toEqual([[], has_more ? 1 : 0]);
  },
);

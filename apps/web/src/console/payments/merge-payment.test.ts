import { newId, type Payment, type PaymentList } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { aPayment } from '../testing/a-payment.ts';
import { PAGE_SIZE, readListParams } from './list-params.ts';
import { mergePayment } from './merge-payment.ts';

const FIRST_PAGE = readListParams(new URLSearchParams());
const at = (minute: number, changes: Partial<Payment> = {}) =>
  aPayment({ id: newId('payment', new Date(Date.UTC(2026, 10, 1, 10, minute))), ...changes });
const page = (rows: Payment[], hasMore = false): PaymentList => ({ object: 'list', data: rows, has_more: hasMore });
const ids = (list: PaymentList) => list.data.map((row) => row.id);

test('a new payment goes to the top of the first page', () => {
  const [old, fresh] = [at(1), at(2)];
  expect(ids(mergePayment(page([old]), FIRST_PAGE, fresh))).toEqual([fresh.id, old.id]);
});

test('a known payment is replaced where it stands, and only by a newer version', () => {
  const [newer, older] = [at(2), at(1)];
  const list = page([newer, older]);
  const captured = { ...older, version: 3, status: 'captured' as const };
  expect(mergePayment(list, FIRST_PAGE, captured).data[1]).toBe(captured);
  expect(mergePayment(list, FIRST_PAGE, { ...older, version: 1 })).toBe(list);
});

test('a payment that no longer fits the filter leaves, one that newly fits takes its place by age', () => {
  const params = readListParams(new URLSearchParams('status=captured'));
  const [newer, older] = [at(9, { status: 'captured' }), at(5, { status: 'captured' })];
  const rows = [newer, older];
  expect(ids(mergePayment(page(rows), params, { ...newer, status: 'refunded', version: 3 }))).toEqual([older.id]);
  const between = at(7, { status: 'captured' });
  expect(ids(mergePayment(page(rows), params, between))).toEqual([newer.id, between.id, older.id]);
  expect(mergePayment(page(rows), params, at(8))).toEqual(page(rows));
});

test('a full page stays full and says that there is more', () => {
  const rows = Array.from({ length: PAGE_SIZE }, (_, i) => at(50 - i));
  const merged = mergePayment(page(rows), FIRST_PAGE, at(55));
  expect(merged.data).toHaveLength(PAGE_SIZE);
  expect(merged.has_more).toBe(true);
  expect(ids(merged)).not.toContain(rows.at(-1)?.id);
});

test('something older than a page that goes on belongs to a later one', () => {
  const list = page([at(9), at(8)], true);
  expect(mergePayment(list, FIRST_PAGE, at(3))).toBe(list);
  expect(ids(mergePayment({ ...list, has_more: false }, FIRST_PAGE, at(3)))).toHaveLength(3);
});

test('a page in the middle does not take what is newer than its own top', () => {
  const rows = [at(9), at(8)];
  const params = { ...FIRST_PAGE, after: at(10).id };
  const list = page(rows, true);
  expect(mergePayment(list, params, at(30))).toBe(list);
  expect(mergePayment(page([]), params, at(30))).toEqual(page([]));
});

import type { OwnPayment } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { mergeOwnPayment } from './merge-own-payment.ts';
import type { OwnPages } from './merge-own-payment.ts';

const payment = (id: string, version = 1): OwnPayment => ({
  id: `pay_${id}`,
  object: 'own_payment',
  reference: null,
  record_number: 'K7QM-2XTR-9F4H',
  total_minor: 4900,
  service_fee_minor: 0,
  captured_minor: 0,
  refunded_minor: 0,
  currency: 'USD',
  status: 'authorized',
  method: null,
  decline_code: null,
  version,
  created_at: '2026-11-28T12:00:00.000Z',
  updated_at: '2026-11-28T12:00:00.000Z',
});
const read: OwnPages = {
  pages: [
    { object: 'list', data: [payment('4', 3), payment('3')], has_more: true },
    { object: 'list', data: [payment('2')], has_more: true },
  ],
  pageParams: [undefined, 'pay_3'],
};
const shown = ({ pages }: OwnPages) => pages.flatMap(({ data }) => data.map(({ id, version }) => `${id} ${version}`));

test('a newer version takes the place of the one that is shown, on whatever page', () => {
  expect(shown(mergeOwnPayment(read, payment('2', 2)))).toEqual(['pay_4 3', 'pay_3 1', 'pay_2 2']);
});

test('a version that has passed changes nothing', () => {
  for (const version of [1, 2, 3]) expect(mergeOwnPayment(read, payment('4', version))).toBe(read);
});

test('a new payment comes first, and an older one that was not asked for stays away', () => {
  expect(shown(mergeOwnPayment(read, payment('5')))[0]).toBe('pay_5 1');
  expect(mergeOwnPayment(read, payment('1'))).toBe(read);
  const none: OwnPages = { pages: [{ object: 'list', data: [], has_more: false }], pageParams: [undefined] };
  expect(shown(mergeOwnPayment(none, payment('1')))).toEqual(['pay_1 1']);
});

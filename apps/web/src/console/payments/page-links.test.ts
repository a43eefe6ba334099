import { newId, type PaymentList } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { aPayment } from '../testing/a-payment.ts';
import { readListParams } from './list-params.ts';
import { pageLinks } from './page-links.ts';

const rows = [aPayment(), aPayment()];
const page = (hasMore: boolean, data = rows): PaymentList => ({ object: 'list', data, has_more: hasMore });
const read = (text: string) => readListParams(new URLSearchParams(text));
const ID = newId('payment');

test('the first page leads to older ones only, keeping the filter', () => {
  expect(pageLinks(read('status=captured'), page(true))).toEqual({
    newer: null,
    older: `/console/payments?status=captured&after=${rows[1]?.id}`,
  });
  expect(pageLinks(read(''), page(false))).toEqual({ newer: null, older: null });
});

test("the pages of a customer's payments stay theirs", () => {
  const customer = newId('customer');
  expect(pageLinks(read(`customer=${customer}&after=${ID}`), page(true))).toEqual({
    newer: `/console/payments?customer=${customer}&before=${rows[0]?.id}`,
    older: `/console/payments?customer=${customer}&after=${rows[1]?.id}`,
  });
});

test('a page further down leads both ways, the last one only back', () => {
  expect(pageLinks(read(`after=${ID}`), page(true))).toEqual({
    newer: `/console/payments?before=${rows[0]?.id}`,
    older: `/console/payments?after=${rows[1]?.id}`,
  });
  expect(pageLinks(read(`after=${ID}`), page(false)).older).toBeNull();
});

test('on the way back there is always something older', () => {
  expect(pageLinks(read(`before=${ID}`), page(false))).toEqual({
    newer: null,
    older: `/console/payments?after=${rows[1]?.id}`,
  });
});

test('a page that emptied leads to the top', () => {
  expect(pageLinks(read(`after=${ID}`), page(false, []))).toEqual({ newer: '/console/payments', older: null });
});

import { newId, PaymentStatus } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { aPayment } from '../testing/a-payment.ts';
import { asRecordNumber, listHref, listQuery, matches, readListParams } from './list-params.ts';
import { countOf, STATUS_FILTERS, statusFilter } from './status-filters.ts';

const read = (text: string) => readListParams(new URLSearchParams(text));
const ID = newId('payment');
const CUSTOMER = newId('customer');

test('an empty address is the first page of everything, and back', () => {
  expect(read('')).toEqual({ filter: 'all', search: '', customer: null, after: null, before: null });
  expect(listHref(read(''))).toBe('/console/payments');
});

test('an address survives being read and written', () => {
  const href = `/console/payments?status=authorized&q=order+1&customer=${CUSTOMER}&after=${ID}`;
  expect(listHref(read(href.split('?')[1] ?? ''))).toBe(href);
});

test('nonsense in the address is left out', () => {
  expect(read('status=stolen&customer=mine&after=1%27--&before=pay_x')).toEqual({
    filter: 'all',
    search: '',
    customer: null,
    after: null,
    before: null,
  });
  expect(read(`after=${ID}&before=${ID}`)).toMatchObject({ after: ID, before: null });
});

test('asks the server by status, and by record number or else by reference', () => {
  expect(listQuery(read('status=refunded'))).toMatchObject({
    status: 'refunded,partially_refunded',
    record_number: undefined,
    reference: undefined,
  });
  expect(listQuery(read('q=7k3m92qx4tbx'))).toMatchObject({ record_number: '7K3M-92QX-4TBX', reference: undefined });
  expect(listQuery(read('q=%20order-1042'))).toMatchObject({ record_number: undefined, reference: 'order-1042' });
  expect(listQuery(read(`before=${ID}`))).toMatchObject({
    ending_before: ID,
    starting_after: undefined,
    status: undefined,
  });
});

test('a record number is known by its twelve characters, look-alikes mended', () => {
  expect(asRecordNumber(' 7k3m-92qx-4tbo ')).toBe('7K3M-92QX-4TB0');
  expect(asRecordNumber('7K3M-92QX')).toBeNull();
  expect(asRecordNumber('7K3M-92QX-4TBU')).toBeNull();
});

test('a payment belongs to its filter and its search', () => {
  const payment = aPayment({ status: 'captured', record_number: '7K3M-92QX-4TBX', reference: 'order-9' });
  expect(matches(read('status=captured'), payment)).toBe(true);
  expect(matches(read('status=authorized'), payment)).toBe(false);
  expect(matches(read('q=7k3m92qx4tbx'), payment)).toBe(true);
  expect(matches(read('q=order-9'), payment)).toBe(true);
  expect(matches(read('q=order'), payment)).toBe(false);
});

test("a customer's payments are asked for by the id, and nobody else's belong to them", () => {
  const params = read(`customer=${CUSTOMER}`);
  expect(listQuery(params)).toMatchObject({ customer: CUSTOMER, reference: undefined });
  expect(matches(params, aPayment({ customer: CUSTOMER }))).toBe(true);
  expect(matches(params, aPayment({ customer: newId('customer') }))).toBe(false);
  expect(matches(params, aPayment({ customer: null }))).toBe(false);
  expect(
    matches(read(`customer=${CUSTOMER}&status=captured`), aPayment({ customer: CUSTOMER, status: 'authorized' })),
  ).toBe(false);
});

test('every status is behind exactly one chip', () => {
  const listed = STATUS_FILTERS.flatMap((filter) => filter.statuses);
  expect(listed.toSorted()).toEqual(PaymentStatus.options.toSorted());
});

test('counts add up', () => {
  const counts = { refunded: 2, partially_refunded: 3, captured: 10 };
  expect(countOf(statusFilter('refunded'), counts)).toBe(5);
  expect(countOf(statusFilter('all'), counts)).toBe(15);
  expect(countOf(statusFilter('failed'), counts)).toBe(0);
  expect(countOf(statusFilter('all'), undefined)).toBeUndefined();
});

import { newId } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { customerDetails, customerName } from './customer-words.ts';
import { customerSearch } from './customer-search.ts';

const CUSTOMER = {
  id: newId('customer'),
  object: 'customer',
  mode: 'test',
  name: 'Ada Lovelace',
  email: 'ada@example.test',
  reference: 'u-815',
  metadata: {},
  created_at: '2026-11-01T12:00:00.000Z',
  updated_at: '2026-11-01T12:00:00.000Z',
} as const;

test('what was typed is looked for as what it is', () => {
  expect(customerSearch('  ')).toBeNull();
  expect(customerSearch(` ${CUSTOMER.id} `)).toEqual({ by: 'id', text: CUSTOMER.id });
  expect(customerSearch('ada@example.test')).toEqual({ by: 'email', text: 'ada@example.test' });
  expect(customerSearch('u-815')).toEqual({ by: 'reference', text: 'u-815' });
  expect(customerSearch('@ada')).toEqual({ by: 'reference', text: '@ada' });
  expect(customerSearch('cus_815')).toEqual({ by: 'reference', text: 'cus_815' });
});

test('a customer is called by the first that is known, and nothing is said twice', () => {
  expect([customerName(CUSTOMER), ...customerDetails(CUSTOMER)]).toEqual(['Ada Lovelace', 'ada@example.test', 'u-815']);
  const unnamed = { ...CUSTOMER, name: null };
  expect([customerName(unnamed), ...customerDetails(unnamed)]).toEqual(['ada@example.test', 'u-815']);
  const unknown = { ...CUSTOMER, name: null, email: null, reference: null };
  expect([customerName(unknown), ...customerDetails(unknown)]).toEqual([CUSTOMER.id]);
});

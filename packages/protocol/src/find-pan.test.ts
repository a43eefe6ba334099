import { describe, expect, it } from 'vitest';
import { findPan, passesLuhn } from './find-pan.ts';
import { newId } from './ids.ts';
import { Email, Metadata } from './metadata.ts';

const FULL_WIDTH = Array.from('4242424242424242', (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(
  '',
);

describe('findPan', () => {
  it.each([
    '4242424242424242',
    'card 4242 4242 4242 4242 please',
    '4242-4242-4242-4242',
    '4242.4242_4242/4242',
    '4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2',
    '3782 822463 10005',
    '4242\u00a04242\u00a04242\u00a04242',
    '4242\u20134242\u20134242\u20134242',
    '4242\u200b4242\u200b4242\u200b4242',
    '4242\n4242\r\n4242\t4242',
    FULL_WIDTH,
    'order 12345678424242424242424287654321',
    '4242424242424242 123',
    '4242 4242 4242 4242 739',
    '4242 4242 4242 4242 12/30 739',
    'order-4242424242424242-7',
    '17 4242-4242-4242-4242',
    '4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2 739',
    '4242 - 4242 - 4242 - 4242',
    '\u0664\u0662\u0664\u0662'.repeat(4),
    '\u06f4\u06f2'.repeat(8),
    '\u096a\u0968'.repeat(8),
    'A4242424242424242',
    '2223003122003222',
    '2200 0000 0000 0004',
    '8171 9999 2766 0000',
    '9792 0000 0000 0003',
    'req_4242424242424242',
    '42424242424242424242424242424242',
  ])('finds what reads like a card number in %j', (text) => {
    expect(findPan(text)).not.toBeNull();
    expect(Metadata.safeParse({ note: text }).success).toBe(false);
  });

  it.each([
    'order 4242424242424241',
    '2026-11-28 13:36:59',
    '+44 20 7946 0958',
    'pay_01m8h6bv3j2efz8592ctez6bq9',
    '1111111111111111',
    'DE89 3704 0044 0532 0130 00',
    '6720a37f-fa8c-4520-9853-49011e5214de',
    '{6720A37F-FA8C-4520-9853-49011E5214DE}',
    'req_01m8hhc36a6335923838399nsq',
    '6d0cdd76cfa922e67d8cc07312150732064415666b9989b887a66d23dd89648a',
    '2026-11-28 4900 USD',
    '+1 555 123 4567, 2026-11-28',
    '',
  ])('lets %j be', (text) => {
    expect(findPan(text)).toBeNull();
  });

  it.each([
    ['4242424242424242@shop.test', false],
    ['somebody@shop.test', true],
    ['somebody.1234567890@shop.test', true],
  ])('keeps card numbers out of addresses of e-mail: %s, %s', (email, isTaken) => {
    expect(Email.safeParse(email).success).toBe(isTaken);
  });

  it('takes no UUID and no id of ours for a card number', () => {
    for (let i = 0; i < 20_000; i++) {
      const ids = [crypto.randomUUID(), newId('request')];
      expect(ids.filter((id) => findPan(id) !== null)).toEqual([]);
    }
  });

  it('takes no order number that begins with its moment for a card number', () => {
    for (let minute = 0; minute < 2_000; minute++) {
      const at = new Date(Date.UTC(2026, 0, 1, 0, minute * 37));
      const digits = at.toISOString().replace(/\D/g, '');
      const orders = [digits.slice(0, 14), digits, `ORD-${digits.slice(0, 8)}-${digits.slice(8, 14)}`];
      expect(orders.filter((order) => findPan(order) !== null)).toEqual([]);
    }
  });

  it('says where it starts', () => {
    expect(findPan('no. 4242 4242 4242 4242')).toEqual({ index: 4, length: 19 });
  });
});

describe('passesLuhn', () => {
  it.each([
    ['4242424242424242', true],
    ['4242424242424241', false],
    ['0', true],
    ['79927398713', true],
  ])('%s: %s', (digits, passes) => {
    expect(passesLuhn(digits)).toBe(passes);
  });
});

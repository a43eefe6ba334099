import { describe, expect, it } from 'vitest';
import { findPan, passesLuhn } from './find-pan.ts';
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

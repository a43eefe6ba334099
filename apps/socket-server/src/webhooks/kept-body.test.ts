import { expect, it } from 'vitest';
import { keptBody } from './kept-body.ts';

it('keeps the first kilobyte, cut between characters', () => {
  expect(keptBody(Buffer.from('ok'))).toBe('ok');
  expect(keptBody(Buffer.alloc(0))).toBeNull();
  const long = keptBody(Buffer.from('ü'.repeat(2_000))) ?? '';
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(1_024);
  expect(long).toMatch(/^ü+$/);
  expect(keptBody(Buffer.from('a\0b'))).toBe('ab');
  expect(Buffer.byteLength(keptBody(Buffer.alloc(2_000, 0xff)) ?? '')).toBeLessThanOrEqual(1_024);
});

it.each([
  'card 4242424242424242',
  '4242-4242-4242-4242',
  'x'.repeat(900) + ' 4000 0000 0000 0002',
  'x'.repeat(1_011) + ' 4242424242424242',
])('keeps nothing of an answer that holds a card number', (answer) => {
  expect(keptBody(Buffer.from(answer))).toMatch(/^\(not kept/);
});

// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { keptShop, parseShop, rememberShop, shopOf } from './shop.ts';

const merchant = `mer_${'0'.repeat(26)}`;
const rememberedShop = () => parseShop(keptShop());
beforeEach(() => localStorage.clear());

test('an address names a shop, in live mode unless it says test, or none', () => {
  const read = (query: string) => shopOf(new URLSearchParams(query));
  expect(read(`merchant=${merchant}`)).toEqual({ merchant, mode: 'live' });
  expect(read(`merchant=${merchant}&mode=test`)).toEqual({ merchant, mode: 'test' });
  for (const query of ['', 'merchant=shop', `merchant=${merchant}&mode=other`]) expect(read(query)).toBeNull();
});

test('a browser remembers its shop, and forgets what is none', () => {
  expect(rememberedShop()).toBeNull();
  rememberShop({ merchant, mode: 'test' });
  expect(rememberedShop()).toEqual({ merchant, mode: 'test' });
  for (const kept of ['{', '{"merchant":"x"}']) {
    localStorage.setItem('fieldfare-shop', kept);
    expect(rememberedShop()).toBeNull();
  }
});

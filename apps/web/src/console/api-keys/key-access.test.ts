import { expect, test } from 'vitest';
import { accessBody, NEW_KEY_ACCESS } from './key-access.ts';

test('gives a new key what a shop needs, and no refunds', () => {
  const answer = accessBody(NEW_KEY_ACCESS);
  expect(answer).toMatchObject({ body: { ip_allow_list: [], scopes: expect.arrayContaining(['sessions:write']) } });
  expect(JSON.stringify(answer)).not.toContain('refund');
});

test('asks for full access as null, so that later versions are included', () => {
  expect(accessBody({ ...NEW_KEY_ACCESS, preset: 'full' })).toMatchObject({ body: { scopes: null } });
});

test('reads addresses as people write them', () => {
  const addresses = '203.0.113.0/24, 2001:db8::1\n198.51.100.7';
  expect(accessBody({ ...NEW_KEY_ACCESS, addresses })).toMatchObject({
    body: { ip_allow_list: ['203.0.113.0/24', '2001:db8::1', '198.51.100.7'] },
  });
});

test.each([
  [{ preset: 'custom', scopes: [] }, 'at least one'],
  [{ addresses: 'the office' }, 'the is neither'],
  [{ addresses: '203.0.113.0/40' }, '203.0.113.0/40'],
] as const)('says what is wrong with %o', (change, words) => {
  expect(accessBody({ ...NEW_KEY_ACCESS, ...change })).toMatchObject({ problem: expect.stringContaining(words) });
});

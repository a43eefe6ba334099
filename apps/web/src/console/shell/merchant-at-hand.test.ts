import { MERCHANT_ROLE_PERMISSIONS, USER_ROLE_PERMISSIONS, type SignedInUser } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { merchantAtHand } from './merchant-at-hand.ts';

const member = (id: string) => ({
  id,
  name: id,
  role: 'finance' as const,
  permissions: [...MERCHANT_ROLE_PERMISSIONS.finance],
});
const user = (role: 'ADMIN' | 'VENDOR', ...ids: string[]): SignedInUser => ({
  id: 'usr_1',
  email: 'a@shop.example',
  name: 'A',
  role,
  merchants: ids.map(member),
  must_set_up_second_factor: false,
  permissions: [...USER_ROLE_PERMISSIONS[role]],
  shopper: null,
});

test('is the one looked at last, or the first', () => {
  expect(merchantAtHand(user('VENDOR', 'a', 'b'), 'b', null)?.id).toBe('b');
  expect(merchantAtHand(user('VENDOR', 'a', 'b'), 'gone', null)?.id).toBe('a');
  expect(merchantAtHand(user('VENDOR'), null, null)).toBeUndefined();
});

test('an operator looks at whatever merchant, without the rights to change it', () => {
  const visited = merchantAtHand(user('ADMIN', 'a'), 'a', { id: 'z', name: 'Zebra' });
  expect(visited).toMatchObject({ id: 'z', name: 'Zebra', role: 'operator' });
  expect(visited?.permissions).toContain('payments:read');
  expect(visited?.permissions).not.toContain('payments:confirm');
});

test('an operator who is a member works there as one, and nobody else visits', () => {
  const own = merchantAtHand(user('ADMIN', 'a'), null, { id: 'a', name: 'a' });
  expect([own?.role, own?.permissions.includes('payments:confirm')]).toEqual(['finance', true]);
  expect(merchantAtHand(user('VENDOR', 'a'), null, { id: 'z', name: 'Zebra' })?.id).toBe('a');
});

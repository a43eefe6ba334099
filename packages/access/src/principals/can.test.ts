import {
  MERCHANT_ROLE_PERMISSIONS,
  MerchantRole,
  newId,
  Permission,
  SECRET_KEY_PERMISSIONS,
  USER_ROLE_PERMISSIONS,
} from '@fieldfare/protocol';
import { FieldfareError } from '@fieldfare/protocol';
import { describe, expect, it } from 'vitest';
import { can } from './can.ts';
import type { ApiKeyPrincipal, UserPrincipal } from './principal.ts';
import { requirePermission } from './require-permission.ts';

const mine = newId('merchant');
const theirs = newId('merchant');

function key(keyType: 'secret' | 'publishable', scopes: ApiKeyPrincipal['scopes'] = null): ApiKeyPrincipal {
  return { type: 'api_key', keyId: newId('apiKey'), keyType, merchantId: mine, mode: 'test', scopes };
}

function user(role: UserPrincipal['role'], ...roles: MerchantRole[]): UserPrincipal {
  const merchants = roles.map((each) => ({ id: mine, role: each }));
  return {
    type: 'user',
    userId: newId('user'),
    sessionId: newId('consoleSession'),
    email: 'a@demo.test',
    role,
    merchants,
    shopper: role === 'CUSTOMER' ? { merchantId: mine, mode: 'test' } : null,
  };
}

describe('can', () => {
  it.each(MerchantRole.options)(
    'lets a member who is %s do at the merchant what the table says, and nothing elsewhere',
    (role) => {
      const allowed = Permission.options.filter((permission) => can(user('VENDOR', role), permission, mine));
      expect(allowed.toSorted()).toEqual(MERCHANT_ROLE_PERMISSIONS[role].toSorted());
      expect(Permission.options.filter((permission) => can(user('VENDOR', role), permission, theirs))).toEqual([]);
    },
  );

  it.each([
    ['payments:confirm', ['owner', 'admin', 'finance']],
    ['payments:cancel', ['owner', 'admin', 'finance', 'support']],
    ['payments:refund', ['owner', 'admin', 'finance']],
    ['approvals:decide', ['owner', 'admin', 'finance']],
    ['api_keys:write', ['owner', 'admin', 'developer']],
    ['webhooks:write', ['owner', 'admin', 'developer']],
    ['sessions:write', ['owner', 'admin', 'developer']],
    ['profile:write', ['owner', 'admin']],
    ['processors:write', ['owner', 'admin']],
    ['team:write', ['owner', 'admin']],
    ['audit:read', ['owner', 'admin']],
  ] as const)('gives %s to %j alone', (permission, roles) => {
    expect(MerchantRole.options.filter((role) => can(user('VENDOR', role), permission, mine))).toEqual(roles);
  });

  it('gives a key nothing that a person answers for', () => {
    const persons: Permission[] = ['approvals:decide', 'api_keys:write', 'team:write', 'profile:write', 'audit:read'];
    persons.push('processors:write', 'notifications:read', 'own_payments:read', 'merchants:read', 'broadcasts:write');
    expect(persons.filter((permission) => can(key('secret'), permission, mine))).toEqual([]);
  });

  it('lets a viewer confirm, cancel and refund nothing', () => {
    for (const permission of ['payments:confirm', 'payments:cancel', 'payments:refund', 'api_keys:write'] as const) {
      expect(can(user('VENDOR', 'viewer'), permission, mine)).toBe(false);
    }
  });

  it('lets a shopper see and revoke what is his own at his merchant and do nothing else there, and no role at a merchant has that', () => {
    const allowed = (merchantId: string) =>
      Permission.options.filter((permission) => can(user('CUSTOMER', 'owner'), permission, merchantId));
    expect(allowed(mine)).toEqual(['own_payments:read', 'own_payment_methods:read', 'own_payment_methods:revoke']);
    expect(allowed(theirs)).toEqual([]);
    expect(can(user('VENDOR', 'owner'), 'own_payments:read', mine)).toBe(false);
  });

  it('lets an administrator look at every merchant, and change nothing without a membership', () => {
    const allowed = Permission.options.filter((permission) => can(user('ADMIN'), permission, theirs));
    expect(allowed.toSorted()).toEqual(USER_ROLE_PERMISSIONS.ADMIN.toSorted());
    expect(allowed.filter((permission) => !permission.endsWith(':read'))).toEqual(['broadcasts:write']);
    expect(can(user('ADMIN'), 'api_keys:read', mine)).toBe(false);
    expect(can(user('ADMIN'), 'own_payments:read', mine)).toBe(false);
    expect(can(user('ADMIN', 'finance'), 'payments:confirm', mine)).toBe(true);
    expect(can(user('ADMIN', 'finance'), 'payments:confirm', theirs)).toBe(false);
  });

  it('lets a secret key do what the table says, at its own merchant', () => {
    expect(Permission.options.filter((permission) => can(key('secret'), permission, mine)).toSorted()).toEqual(
      SECRET_KEY_PERMISSIONS.toSorted(),
    );
    expect(can(key('secret'), 'api_keys:write', mine)).toBe(false);
    expect(can(key('secret'), 'payments:read', theirs)).toBe(false);
  });

  it('lets a key with scopes do what stands in them, and a scope allow nothing that its type may not do', () => {
    const reader = key('secret', ['payments:read']);
    expect(Permission.options.filter((permission) => can(reader, permission, mine))).toEqual(['payments:read']);
    expect(can(reader, 'payments:read', theirs)).toBe(false);
    expect(can(key('secret', ['api_keys:write']), 'api_keys:write', mine)).toBe(false);
    expect(can(key('publishable', ['payments:read']), 'payments:read', mine)).toBe(false);
  });

  it('lets a publishable key only create sessions', () => {
    expect(Permission.options.filter((permission) => can(key('publishable'), permission, mine))).toEqual([
      'sessions:write',
    ]);
    expect(can(key('publishable'), 'sessions:write', theirs)).toBe(false);
  });
});

describe('requirePermission', () => {
  it('names the permission that is missing', () => {
    const refuse = () => requirePermission(user('VENDOR', 'viewer'), 'payments:confirm', mine);
    expect(refuse).toThrow(FieldfareError);
    expect(refuse).toThrow('payments:confirm');
    expect(() => requirePermission(key('publishable'), 'payments:read', mine)).toThrow(
      'A publishable key lacks the permission payments:read. It only creates sessions. Call this with a secret key, from your server.',
    );
  });

  it('lets pass who has it', () => {
    expect(() => requirePermission(user('VENDOR', 'owner'), 'payments:confirm', mine)).not.toThrow();
  });
});

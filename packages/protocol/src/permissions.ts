import * as z from 'zod';

/** ADMIN runs the installation, VENDOR works for a merchant, CUSTOMER is a shopper with an account. */
export const UserRole = z.enum(['ADMIN', 'VENDOR', 'CUSTOMER']);
export type UserRole = z.infer<typeof UserRole>;

export const MerchantRole = z.enum(['owner', 'admin', 'developer', 'finance', 'support', 'viewer']);
export type MerchantRole = z.infer<typeof MerchantRole>;

export const Permission = z.enum([
  'payments:read',
  'payments:create',
  'payments:confirm',
  'payments:cancel',
  'payments:refund',
  'sessions:read',
  'sessions:write',
  'api_keys:read',
  'api_keys:write',
  'events:read',
  'webhooks:read',
  'webhooks:write',
  'profile:read',
  'profile:write',
  'balance:read',
  'approvals:read',
  'approvals:decide',
  'customers:read',
  'customers:write',
  'notifications:read',
  'team:read',
  'team:write',
  'processors:read',
  'processors:write',
  'audit:read',
  'own_payments:read',
  'own_payment_methods:read',
  'own_payment_methods:revoke',
  'merchants:read',
  'broadcasts:write',
]);
export type Permission = z.infer<typeof Permission>;

const READ: readonly Permission[] = [
  'payments:read',
  'sessions:read',
  'events:read',
  'profile:read',
  'balance:read',
  'approvals:read',
  'customers:read',
];
/** Notifications are read by persons: a key has nobody who could have read one. */
const PERSON: readonly Permission[] = [...READ, 'notifications:read', 'team:read'];
/** What a shopper may do with what is his own. No role at a merchant has it, because nothing there is anybody's own. */
const OWN: readonly Permission[] = ['own_payments:read', 'own_payment_methods:read', 'own_payment_methods:revoke'];
/** What concerns the installation and no single merchant. */
const INSTALLATION: readonly Permission[] = ['merchants:read', 'broadcasts:write'];
const ALL: readonly Permission[] = Permission.options.filter(
  (one) => !OWN.includes(one) && !INSTALLATION.includes(one),
);

/**
 * What somebody may do without being a member of a merchant. Who runs the installation looks at every merchant, each look audited, and changes
 * nothing: to move money he has to be a member. Keys are not looked at, because only their owners rotate them.
 */
export const USER_ROLE_PERMISSIONS: Record<UserRole, readonly Permission[]> = {
  ADMIN: [...PERSON, ...INSTALLATION, 'webhooks:read', 'processors:read', 'audit:read'],
  VENDOR: [],
  CUSTOMER: OWN,
};

/** The one permission table, with the two around it: socket, REST and pages all ask it. */
export const MERCHANT_ROLE_PERMISSIONS: Record<MerchantRole, readonly Permission[]> = {
  owner: ALL,
  admin: ALL,
  developer: [
    ...PERSON,
    'customers:write',
    'sessions:write',
    'api_keys:read',
    'api_keys:write',
    'webhooks:read',
    'webhooks:write',
    'processors:read',
  ],
  finance: [...PERSON, 'processors:read', 'payments:confirm', 'payments:cancel', 'payments:refund', 'approvals:decide'],
  support: [...PERSON, 'payments:cancel'],
  viewer: PERSON,
};

/** What a merchant's secret key may do. Keys make keys only in the console, where a person answers for it. */
export const SECRET_KEY_PERMISSIONS: readonly Permission[] = [
  ...READ,
  'customers:write',
  'sessions:write',
  'payments:create',
  'payments:confirm',
  'payments:cancel',
  'payments:refund',
  'webhooks:read',
  'webhooks:write',
];

export function roleMay(role: MerchantRole, permission: Permission): boolean {
  return MERCHANT_ROLE_PERMISSIONS[role].includes(permission);
}

/** Whether a role of the installation allows it without a membership. */
export function userRoleMay(role: UserRole, permission: Permission): boolean {
  return USER_ROLE_PERMISSIONS[role].includes(permission);
}

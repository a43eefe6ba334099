import { MERCHANT_ROLE_PERMISSIONS, USER_ROLE_PERMISSIONS } from '@fieldfare/protocol';
import type { SignedInUser } from '@fieldfare/protocol';
import type { ConsoleUser } from '../ports.ts';

/** What the console shows of who is signed in. */
export function presentSignedInUser({ id, email, name, role, memberships, shopper }: ConsoleUser): SignedInUser {
  const merchants = memberships.map((membership) => ({
    id: membership.merchantId,
    name: membership.merchantName,
    role: membership.role,
    permissions: [...MERCHANT_ROLE_PERMISSIONS[membership.role]],
  }));
  return {
    id,
    email,
    name,
    role,
    merchants,
    permissions: [...USER_ROLE_PERMISSIONS[role]],
    shopper: shopper && { merchant: { id: shopper.merchantId, name: shopper.merchantName }, mode: shopper.mode },
  };
}

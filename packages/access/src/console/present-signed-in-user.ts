import { MERCHANT_ROLE_PERMISSIONS, USER_ROLE_PERMISSIONS } from '@fieldfare/protocol';
import type { SignedInUser } from '@fieldfare/protocol';
import type { ConsoleUser } from '../ports.ts';
import { mustSetUpSecondFactor } from '../second-factor/must-set-up.ts';

/** What the console shows of who is signed in. */
export function presentSignedInUser(user: ConsoleUser): SignedInUser {
  const { id, email, name, role, shopper } = user;
  const mustSetUp = mustSetUpSecondFactor(user);
  const merchants = user.memberships.map((membership) => ({
    id: membership.merchantId,
    name: membership.merchantName,
    role: membership.role,
    permissions: mustSetUp ? [] : [...MERCHANT_ROLE_PERMISSIONS[membership.role]],
  }));
  return {
    id,
    email,
    name,
    role,
    merchants,
    permissions: mustSetUp ? [] : [...USER_ROLE_PERMISSIONS[role]],
    must_set_up_second_factor: mustSetUp,
    shopper: shopper && { merchant: { id: shopper.merchantId, name: shopper.merchantName }, mode: shopper.mode },
  };
}

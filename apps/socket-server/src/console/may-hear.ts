import { mustSetUpSecondFactor } from '@fieldfare/access';
import { roleMay, userRoleMay } from '@fieldfare/protocol';
import type { Permission } from '@fieldfare/protocol';
import type { ConsoleUser } from '@fieldfare/access';
import type { Deps } from '../deps.ts';

/** What a role needs to hear a merchant's rooms. */
const MERCHANT_ROOMS: Partial<Record<string, Permission>> = {
  payments: 'payments:read',
  dashboard: 'notifications:read',
  approvals: 'approvals:read',
  team: 'team:read',
};

export interface Hearing {
  isAllowed: boolean;
  /** Whose room it is, where it is a merchant's. */
  merchantId: string | null;
}

/** Whether a person may hear a room, by what the database says of them now. */
export async function mayHear(deps: Deps, user: ConsoleUser, room: string): Promise<boolean> {
  return (await hearingOf(deps, user, room)).isAllowed;
}

/** The same, and whose room it is. */
export async function hearingOf(deps: Deps, user: ConsoleUser, room: string): Promise<Hearing> {
  const [kind = '', id = '', purpose = ''] = room.split(':');
  // Nothing but what tells them of themselves.
  if (mustSetUpSecondFactor(user)) return { isAllowed: kind === 'user' && id === user.id, merchantId: null };
  if (kind === 'merchant' && !user.shopper)
    return { isAllowed: isAllowed(user, id, MERCHANT_ROOMS[purpose]), merchantId: id };
  if (kind === 'payment' && !user.shopper) {
    const payment = await deps.payments.load(id);
    const merchantId = payment?.merchantId ?? null;
    return { isAllowed: merchantId !== null && isAllowed(user, merchantId, 'payments:read'), merchantId };
  }
  return { isAllowed: await mayHearOwn(deps, user, kind, id), merchantId: null };
}

async function mayHearOwn(deps: Deps, user: ConsoleUser, kind: string, id: string): Promise<boolean> {
  if (user.shopper) return mayShopperHear(deps, user, kind, id);
  switch (kind) {
    case 'broadcast':
      return true;
    case 'user':
      return id === user.id;
    case 'role':
      return id === user.role;
    default:
      return false;
  }
}

/** A shopper hears of himself and of his own payments; what the operator tells people at work is not for him. */
async function mayShopperHear(deps: Deps, user: ConsoleUser, kind: string, id: string): Promise<boolean> {
  if (!userRoleMay(user.role, 'own_payments:read')) return false;
  return kind === 'user' ? id === user.id : kind === 'payment' && (await deps.own.payment(user.id, id)) !== null;
}

function isAllowed(user: ConsoleUser, merchantId: string, permission: Permission | undefined): boolean {
  if (permission === undefined) return false;
  const membership = user.memberships.find((one) => one.merchantId === merchantId);
  return (membership !== undefined && roleMay(membership.role, permission)) || userRoleMay(user.role, permission);
}

import type { SignedInUser } from '@fieldfare/protocol';
import type { MerchantAtHand } from './console-context.ts';
import type { VisitedMerchant } from './preferences.ts';

/** The merchant that the console shows: where an operator looks, else the one looked at last, else the first that the user works for. */
export function merchantAtHand(
  { merchants, permissions }: SignedInUser,
  lastId: string | null,
  visited: VisitedMerchant | null,
): MerchantAtHand | undefined {
  if (visited && permissions.includes('merchants:read')) {
    const own = merchants.find(({ id }) => id === visited.id);
    return own ? withRights(own, permissions) : { ...visited, role: 'operator', permissions };
  }
  const own = merchants.find(({ id }) => id === lastId) ?? merchants[0];
  return own && withRights(own, permissions);
}

/** What a membership allows, and what the role of the installation allows besides. */
function withRights(own: SignedInUser['merchants'][number], more: SignedInUser['permissions']): MerchantAtHand {
  return { ...own, permissions: [...new Set([...own.permissions, ...more])] };
}

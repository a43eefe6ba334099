import { roleMay } from '@fieldfare/protocol';
import type { MerchantRole } from '@fieldfare/protocol';
import type { Prisma } from '../generated/client.ts';
import type { TeamChange } from './team-store.ts';

/**
 * Whether whoever changes the team may still do so, once the team is locked: a role that was taken a moment ago changes nothing, and only an owner
 * makes or changes owners.
 */
export async function mayChangeTeam(
  tx: Prisma.TransactionClient,
  { merchantId, actor }: TeamChange,
  roles: readonly MerchantRole[],
): Promise<boolean> {
  // A command line, which no membership lets in.
  if (actor.type !== 'user') return true;
  const row = await tx.membership.findFirst({ where: { merchantId, userId: actor.id ?? '' } });
  const role = row?.role as MerchantRole | undefined;
  return role !== undefined && roleMay(role, 'team:write') && (role === 'owner' || !roles.includes('owner'));
}

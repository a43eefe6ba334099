import { rightWasTaken } from '@fieldfare/db';
import type { TeamVerdict } from '@fieldfare/db';
import { FieldfareError } from '@fieldfare/protocol';
import type { MerchantRole, TeamMember } from '@fieldfare/protocol';
import type { Caller } from '../caller.ts';
import { notFound } from '../not-found.ts';

/** The member whom a change was about, or why there was none. */
export function memberOf(verdict: TeamVerdict): TeamMember {
  switch (verdict.type) {
    case 'done':
      return verdict.member;
    case 'not_found':
      throw notFound('team_member');
    case 'right_taken':
      throw rightWasTaken();
    case 'last_owner':
      throw new FieldfareError('conflict', {
        detail: 'last_owner',
        message: 'A merchant keeps at least one owner. Make somebody else an owner first.',
      });
  }
}

/** Only an owner makes or changes owners, and nobody changes what he may do himself. */
export function assertMayChange(
  { principal, merchantId }: Caller,
  userId: string | null,
  roles: readonly MerchantRole[],
) {
  const mine = principal.type === 'user' ? principal.merchants.find(({ id }) => id === merchantId)?.role : undefined;
  const isSelf = principal.type === 'user' && principal.userId === userId;
  if (!isSelf && (mine === 'owner' || !roles.includes('owner'))) return;
  throw new FieldfareError('permission_denied', {
    detail: isSelf ? 'own_role' : 'owner_required',
    message: isSelf ? 'Ask somebody else to change what you may do.' : 'Only an owner makes or changes owners.',
  });
}

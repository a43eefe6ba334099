import type { TeamInvitationStore, TeamStore } from '@fieldfare/db';
import type { PlacedPushes } from './placed-pushes.ts';

/** Notes in whose room a team changed, so that it is told at once and not at the next look. */
export function announceTeam(team: TeamStore, placed: PlacedPushes): TeamStore {
  return {
    ...team,
    changeRole: (userId, role, change) => noting(placed, change.merchantId, team.changeRole(userId, role, change)),
    remove: (userId, change) => noting(placed, change.merchantId, team.remove(userId, change)),
  };
}

/** The same where an invitation was made, withdrawn or taken up. */
export function announceTeamInvitations(invitations: TeamInvitationStore, placed: PlacedPushes): TeamInvitationStore {
  return {
    ...invitations,
    invite: (invitation, change) => noting(placed, change.merchantId, invitations.invite(invitation, change)),
    revoke: (id, change) => noting(placed, change.merchantId, invitations.revoke(id, change)),
    accept: async (tokenHash, acceptance, note) => {
      const accepted = await invitations.accept(tokenHash, acceptance, note);
      if (accepted) placed.note(roomOf(accepted.merchantId));
      return accepted;
    },
  };
}

/** A room in which nothing was placed after all is looked at for nothing. */
async function noting<T>(placed: PlacedPushes, merchantId: string, change: Promise<T>): Promise<T> {
  const changed = await change;
  placed.note(roomOf(merchantId));
  return changed;
}

function roomOf(merchantId: string): string {
  return `merchant:${merchantId}:team`;
}

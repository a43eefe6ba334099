import type { FoundTeamInvitation, TeamInvitationRecord } from '@fieldfare/db';
import type { TeamInvitation, TeamOffer } from '@fieldfare/protocol';

/** An invitation as whoever made it sees it. */
export function presentTeamInvitation({ id, email, name, role, ...times }: TeamInvitationRecord): TeamInvitation {
  return {
    id,
    object: 'team_invitation',
    email,
    name,
    role,
    created_at: times.createdAt.toISOString(),
    expires_at: times.expiresAt.toISOString(),
  };
}

/** An invitation as whoever holds it sees it. */
export function presentTeamOffer({ email, name, role, ...found }: FoundTeamInvitation): TeamOffer {
  return {
    object: 'team_offer',
    merchant: { id: found.merchantId, name: found.merchantName },
    role,
    email,
    name,
    expires_at: found.expiresAt.toISOString(),
  };
}

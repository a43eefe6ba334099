import { rightWasTaken } from '@fieldfare/db';
import {
  FieldfareError,
  InviteTeamMember,
  NewTeamInvitation,
  TeamInvitation,
  TeamInvitationList,
} from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { INVITATION_LIVES_MS, invitationTokenHash, newInvitationToken } from '../invitation-token.ts';
import { notFound } from '../not-found.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertMayChange } from './answer-team.ts';
import { presentTeamInvitation } from './present-team-invitation.ts';

/**
 * `POST /v1/team` and `/v1/team/invitations`: nobody becomes a member but by taking up an invitation. Neither the answer nor the time that it
 * takes says whether the e-mail has an account, because neither looks.
 */
export function routeTeamInvitations(app: RestApp, deps: Deps): void {
  const words = { access: 'person' } as const;
  const changeOf = (request: FastifyRequest) => {
    const caller = authorized(request, 'team:write');
    const change = { merchantId: caller.merchantId, actor: caller.actor, requestId: request.id, at: deps.clock.now() };
    return { caller, change };
  };

  app.post(
    '/team',
    {
      schema: { body: InviteTeamMember },
      config: { words: { ...words, summary: 'Invite somebody to the team', answer: NewTeamInvitation, status: 201 } },
    },
    async (request, reply) => {
      const { caller, change } = changeOf(request);
      const { name, role } = request.body;
      const email = request.body.email.trim().toLowerCase();
      assertMayChange(caller, null, [role]);
      const members = await deps.team.list(caller.merchantId);
      if (members.some((member) => member.email === email))
        throw new FieldfareError('conflict', { detail: 'already_member', message: 'This person is a member already.' });
      const token = newInvitationToken();
      const expiresAt = new Date(change.at.getTime() + INVITATION_LIVES_MS);
      const tokenHash = invitationTokenHash(token);
      const made = await deps.teamInvitations.invite({ email, name, role, tokenHash, expiresAt }, change);
      if (!made) throw rightWasTaken();
      // Behind the #, where it reaches neither a server nor its log. No answer is kept for a repeat: it holds a secret.
      const url = `${deps.settings.origins.web}/console/join#${token}`;
      return reply.code(201).send({ ...presentTeamInvitation(made), url });
    },
  );
  app.get(
    '/team/invitations',
    { config: { words: { ...words, summary: 'List who is invited to the team', answer: TeamInvitationList } } },
    async (request): Promise<TeamInvitationList> => {
      const { merchantId } = authorized(request, 'team:read');
      const invitations = await deps.teamInvitations.list(merchantId, deps.clock.now());
      return { object: 'list', data: invitations.map(presentTeamInvitation), has_more: false };
    },
  );
  app.post(
    '/team/invitations/:id/revoke',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { ...words, summary: 'Withdraw an invitation to the team', answer: TeamInvitation } },
    },
    async (request) => {
      const { change } = changeOf(request);
      const revoked = await deps.teamInvitations.revoke(request.params.id, change);
      if (!revoked) throw notFound('team_invitation');
      return presentTeamInvitation(revoked);
    },
  );
}

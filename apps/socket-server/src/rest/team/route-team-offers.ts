import { assertPasswordRule } from '@fieldfare/access';
import type { FoundTeamInvitation } from '@fieldfare/db';
import { AcceptInvitation, LookUpInvitation, TeamOffer } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { invitationTokenHash, noInvitation } from '../invitation-token.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { presentTeamOffer } from './present-team-invitation.ts';
import { tellRights } from './tell-rights.ts';

/** `POST /v1/console/team_invitations/look_up` and `…/accept`: for whoever holds the address of an invitation to a team, and nobody else. */
export function routeTeamOffers(app: RestApp, deps: Deps, live: Live): void {
  const find = async (token: string) => {
    const found = await deps.teamInvitations.find(invitationTokenHash(token), deps.clock.now());
    if (!found) throw noInvitation();
    return found;
  };

  app.post(
    '/console/team_invitations/look_up',
    {
      schema: { body: LookUpInvitation },
      config: { words: { summary: 'See which team an invitation is to', answer: TeamOffer, access: 'anybody' } },
    },
    async (request) => presentTeamOffer(await find(request.body.invitation)),
  );
  app.post(
    '/console/team_invitations/accept',
    {
      schema: { body: AcceptInvitation },
      config: { words: { summary: 'Join a team by an invitation', answer: TeamOffer, access: 'anybody' } },
    },
    async (request) => {
      const { invitation, ...body } = request.body;
      const found = await find(invitation);
      const acceptance = await acceptanceOf(found, body, request.ip);
      const note = { requestId: request.id, now: deps.clock.now() };
      const accepted = await deps.teamInvitations.accept(invitationTokenHash(invitation), acceptance, note);
      if (!accepted) throw noInvitation();
      await tellRights(deps, live, accepted.userId, request.id);
      deps.log.info({ request_id: request.id, user_id: accepted.userId }, 'invitation taken up');
      return presentTeamOffer(found);
    },
  );

  /** Only who knows the account's password joins with it. */
  async function acceptanceOf(
    { userId, email, name }: FoundTeamInvitation,
    chosen: { password: string; name?: string | undefined },
    ip: string,
  ) {
    const { password } = chosen;
    if (userId !== null) {
      const { id } = await deps.consoleAuth.confirmPassword({ email, password, ip });
      return { type: 'existing', userId: id } as const;
    }
    assertPasswordRule(password, 'password');
    return { type: 'new', name: chosen.name ?? name, passwordHash: await deps.passwordHasher.hash(password) } as const;
  }
}

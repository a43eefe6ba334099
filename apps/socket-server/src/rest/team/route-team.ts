import { ChangeTeamMember, TeamMember, TeamMemberList } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import { notFound } from '../not-found.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertMayChange, memberOf } from './answer-team.ts';
import { tellRights } from './tell-rights.ts';

/** `/v1/team`: who works for the merchant. Each change bites within a second, on open sockets too. */
export function routeTeam(app: RestApp, deps: Deps, live: Live): void {
  const words = { access: 'person' } as const;
  const changeOf = (request: FastifyRequest) => {
    const caller = authorized(request, 'team:write');
    const change = { merchantId: caller.merchantId, actor: caller.actor, requestId: request.id, at: deps.clock.now() };
    return { caller, change };
  };
  const memberNow = async (merchantId: string, userId: string) => {
    const member = (await deps.team.list(merchantId)).find(({ id }) => id === userId);
    if (!member) throw notFound('team_member');
    return member;
  };

  app.get(
    '/team',
    { config: { words: { ...words, summary: 'List who works for the merchant', answer: TeamMemberList } } },
    async (request): Promise<TeamMemberList> => {
      const { merchantId } = authorized(request, 'team:read');
      return { object: 'list', data: await deps.team.list(merchantId), has_more: false };
    },
  );
  app.post(
    '/team/:id',
    {
      schema: { params: IdParams, body: ChangeTeamMember },
      config: { words: { ...words, summary: "Change a member's role", answer: TeamMember } },
    },
    async (request) => {
      const { caller, change } = changeOf(request);
      const before = await memberNow(caller.merchantId, request.params.id);
      assertMayChange(caller, before.id, [before.role, request.body.role]);
      const member = memberOf(await deps.team.changeRole(before.id, request.body.role, change));
      await tellRights(deps, live, member.id, request.id);
      return member;
    },
  );
  app.post(
    '/team/:id/remove',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { ...words, summary: 'Remove somebody from the team', answer: TeamMember } },
    },
    async (request) => {
      const { caller, change } = changeOf(request);
      const before = await memberNow(caller.merchantId, request.params.id);
      assertMayChange(caller, before.id, [before.role]);
      const member = memberOf(await deps.team.remove(before.id, change));
      await tellRights(deps, live, member.id, request.id);
      return member;
    },
  );
}

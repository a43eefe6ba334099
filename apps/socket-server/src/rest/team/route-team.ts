import { AddTeamMember, ChangeTeamMember, FieldfareError, TeamMember, TeamMemberList } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import { notFound } from '../not-found.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertMayChange, memberOf } from './answer-team.ts';

/** `/v1/team`: who works for the merchant. Each change bites within a second, on open sockets too. */
export function routeTeam(app: RestApp, deps: Deps, live: Live): void {
  const words = { access: 'person' } as const;
  const changeOf = (request: FastifyRequest) => {
    const caller = authorized(request, 'team:write');
    const change = { merchantId: caller.merchantId, actor: caller.actor, requestId: request.id, at: deps.clock.now() };
    return { caller, change };
  };
  /** Bites on open sockets now, and lets the person's windows show what they may do from here on. */
  const tellRights = async (userId: string, correlationId: string) => {
    live.recheck();
    const payload = { action: 'rights_changed' } as const;
    await deps.placePush({ room: `user:${userId}`, type: 'session:sync', payload, correlationId });
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
    '/team',
    {
      schema: { body: AddTeamMember },
      config: { words: { ...words, summary: 'Add somebody to the team', answer: TeamMember, status: 201 } },
    },
    async (request, reply) => {
      const { caller, change } = changeOf(request);
      const { name, role, password } = request.body;
      const email = request.body.email.trim().toLowerCase();
      const known = (await deps.team.list(caller.merchantId)).find((member) => member.email === email);
      if (known)
        throw new FieldfareError('conflict', { detail: 'already_member', message: 'This person is a member already.' });
      assertMayChange(caller, null, [role]);
      const passwordHash = password === undefined ? null : await deps.passwordHasher.hash(password);
      const member = memberOf(await deps.team.add({ email, name, role, passwordHash }, change));
      await tellRights(member.id, request.id);
      return reply.code(201).send(member);
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
      await tellRights(member.id, request.id);
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
      await tellRights(member.id, request.id);
      return member;
    },
  );
}

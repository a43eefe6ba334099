import { CreateBroadcast, FieldfareError, newId, SystemBroadcast, SystemBroadcastList } from '@fieldfare/protocol';
import { BROADCAST_ROOM } from '@fieldfare/db';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { authenticateUser } from '../authenticate.ts';
import { notFound } from '../not-found.ts';
import { authorizeOperator } from '../operators/authorize-operator.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

const DAY_MS = 86_400_000;
/** What is told is kept for a week. */
const LONGEST_MS = 7 * DAY_MS;

/** `/v1/console/broadcasts`: what everybody at a console is told. Said and taken back by those who run the installation. */
export function routeBroadcasts(app: RestApp, deps: Deps): void {
  const say = async (request: FastifyRequest, broadcast: SystemBroadcast) => {
    const { userId, email } = await authorizeOperator(deps, request, 'broadcasts:write');
    const actor = { type: 'user', id: userId, name: email } as const;
    await deps.broadcasts.say(broadcast, { actor, requestId: request.id, now: deps.clock.now() });
    deps.placedPushes.note(BROADCAST_ROOM);
    deps.log.warn({ request_id: request.id, user_id: userId }, 'everybody told');
    return broadcast;
  };

  app.get(
    '/console/broadcasts',
    {
      config: { words: { summary: 'List what everybody is told now', answer: SystemBroadcastList, access: 'console' } },
    },
    async (request): Promise<SystemBroadcastList> => {
      const { shopper } = await authenticateUser(deps, request);
      // It is said to people at work.
      const data = shopper ? [] : await deps.broadcasts.current(deps.clock.now());
      return { object: 'list', data, has_more: false };
    },
  );
  app.post(
    '/console/broadcasts',
    {
      schema: { body: CreateBroadcast },
      config: {
        words: { summary: 'Tell everybody at a console', answer: SystemBroadcast, access: 'console', status: 201 },
      },
    },
    async (request, reply) => {
      const { message, severity, ends_at: wanted } = request.body;
      const now = deps.clock.now();
      const endsAt = wanted === undefined ? new Date(now.getTime() + DAY_MS) : new Date(wanted);
      if (endsAt <= now || endsAt.getTime() - now.getTime() > LONGEST_MS) throw endsBadly();
      const broadcast = { id: newId('event', now), severity, message, ends_at: endsAt.toISOString() };
      return reply.code(201).send(await say(request, broadcast));
    },
  );
  app.post(
    '/console/broadcasts/:id/end',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: 'Take back what everybody is told', answer: SystemBroadcast, access: 'console' } },
    },
    async (request) => {
      await authorizeOperator(deps, request, 'broadcasts:write');
      const now = deps.clock.now();
      const said = (await deps.broadcasts.current(now)).find(({ id }) => id === request.params.id);
      if (!said) throw notFound('broadcast');
      return say(request, { ...said, ends_at: now.toISOString() });
    },
  );
}

function endsBadly(): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'parameter_invalid',
    param: 'ends_at',
    message: 'A broadcast ends in the future, and after seven days at the latest.',
  });
}

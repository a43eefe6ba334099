import { CreateBroadcast, FieldfareError, newId, SystemBroadcast } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authenticateUser } from '../authenticate.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/console/broadcasts`: tells everybody at a console something. For those who run the installation. */
export function routeCreateBroadcast(app: RestApp, deps: Deps): void {
  app.post(
    '/console/broadcasts',
    {
      schema: { body: CreateBroadcast },
      config: {
        words: { summary: 'Tell everybody at a console', answer: SystemBroadcast, access: 'console', status: 201 },
      },
    },
    async (request, reply) => {
      const user = await authenticateUser(deps, request);
      if (user.role !== 'ADMIN')
        throw new FieldfareError('permission_denied', {
          detail: 'operator_required',
          message: 'Only who runs the installation tells everybody.',
        });
      const { message, severity, ends_at: endsAt = null } = request.body;
      const broadcast: SystemBroadcast = { id: newId('event', deps.clock.now()), severity, message, ends_at: endsAt };
      const actor = { type: 'user', id: user.userId, name: user.email } as const;
      await deps.placePush({
        room: 'broadcast',
        type: 'system:broadcast',
        payload: broadcast,
        correlationId: request.id,
      });
      deps.log.warn({ request_id: request.id, user_id: actor.id }, 'everybody told');
      return reply.code(201).send(broadcast);
    },
  );
}

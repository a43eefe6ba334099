import { presentSession } from '@fieldfare/payments';
import { FieldfareError, Session } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { findOwn } from '../find-own.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/sessions/{id}/expire`: ends an open session. Ending an ended one changes nothing; a paid one cannot be ended. */
export function routeExpireSession(app: RestApp, deps: Deps, live: Live): void {
  app.post(
    '/sessions/:id/expire',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: 'Expire an open session', answer: Session } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'sessions:write');
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async () => {
          const { id } = request.params;
          const isEnded = await deps.sessions.expire(id, caller, deps.clock.now());
          const found = await findOwn('session', caller, (scope) => deps.sessions.find(id, scope));
          if (isEnded) live.closeSession(id, 'expired');
          else if (found.session.status !== 'expired') throw cannotExpire(found.session.status);
          return presentSession(found);
        },
      });
    },
  );
}

function cannotExpire(status: string): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'session_status_conflict',
    message: `The session is ${status}, so it cannot be expired.`,
  });
}

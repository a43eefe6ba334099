import { presentSession, updateSession } from '@fieldfare/payments';
import { Session, UpdateSession } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { findChanged } from '../claim.ts';
import { whyMissing } from '../find-own.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/sessions/{id}`: the cart changed. The fields show the new total at once, and a challenge for the old one is worth nothing. */
export function routeUpdateSession(app: RestApp, deps: Deps, live: Live): void {
  app.post(
    '/sessions/:id',
    {
      schema: { params: IdParams, body: UpdateSession },
      config: { words: { summary: 'Update an open session', answer: Session } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'sessions:write');
      const { merchantId, mode, actor } = caller;
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async (_requestId, claim) => {
          const by = { merchantId, mode, actor, requestId: claim.id };
          const { id } = request.params;
          const updated = await updateSession(deps, by, id, request.body);
          if (!updated) throw await whyMissing('session', caller, (scope) => deps.sessions.find(id, scope));
          await live.updateSession(updated);
          return presentSession(updated);
        },
        found: async (claim) => {
          const { id } = request.params;
          const changed = await findChanged(deps, caller, claim, id, () => deps.sessions.find(id, caller));
          if (changed) await live.updateSession(changed);
          return changed && presentSession(changed);
        },
      });
    },
  );
}

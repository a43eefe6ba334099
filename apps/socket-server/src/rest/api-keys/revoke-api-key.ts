import { ApiKey } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import { whyMissing } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/api_keys/{id}/revoke`: ends a key now, on open sockets too. Revoking twice keeps the first time. */
export function routeRevokeApiKey(app: RestApp, deps: Deps, live: Live): void {
  app.post(
    '/api_keys/:id/revoke',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: 'Revoke an API key', answer: ApiKey, access: 'person', takesKey: true } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'api_keys:write');
      const { merchantId, mode, actor } = caller;
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async () => {
          const scope = { merchantId, mode };
          const { id } = request.params;
          const key = await deps.apiKeyAdmin.revoke(id, scope, actor, request.id, deps.clock.now());
          if (!key) throw await whyMissing('api_key', caller, (its) => deps.apiKeyAdmin.find(id, its));
          live.recheck();
          deps.metrics.securityEvents.inc({ type: 'api_key_revoked' });
          return key;
        },
      });
    },
  );
}

import { DeletedWebhookEndpoint } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findChanged } from '../claim.ts';
import { whyMissing } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `DELETE /v1/webhook_endpoints/{id}`: with its delivery log and its secrets. The events stay. */
export function routeDeleteEndpoint(app: RestApp, deps: Deps): void {
  app.delete(
    '/webhook_endpoints/:id',
    {
      schema: { params: IdParams },
      config: { words: { summary: 'Delete a webhook endpoint', answer: DeletedWebhookEndpoint } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'webhooks:write');
      const { merchantId, mode, actor } = caller;
      const { id } = request.params;
      return idempotent<DeletedWebhookEndpoint>(deps, caller, request, reply, {
        statusCode: 200,
        run: async (_requestId, claim) => {
          const { endpoints, secrets } = deps.webhooks;
          const change = { actor, requestId: claim.id, at: deps.clock.now() };
          const dropped = await endpoints.remove(id, { merchantId, mode }, change);
          if (!dropped) throw await whyMissing('webhook_endpoint', caller, (scope) => endpoints.find(id, scope));
          await secrets.forget(dropped, merchantId);
          return { id, object: 'webhook_endpoint', deleted: true };
        },
        found: (claim) =>
          findChanged(deps, caller, claim, id, async () => ({ id, object: 'webhook_endpoint', deleted: true })),
      });
    },
  );
}

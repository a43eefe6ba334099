import { UpdateWebhookEndpoint, WebhookEndpoint } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findChanged } from '../claim.ts';
import { whyMissing } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertEndpointUrl } from './assert-endpoint-url.ts';

/**
 * `POST /v1/webhook_endpoints/{id}`: what is left out stays as it is. Disabling takes back what was still to be delivered; what happens
 * meanwhile is not delivered later by itself, but can be redelivered.
 */
export function routeUpdateEndpoint(app: RestApp, deps: Deps): void {
  app.post(
    '/webhook_endpoints/:id',
    {
      schema: { params: IdParams, body: UpdateWebhookEndpoint },
      config: { words: { summary: 'Change, disable or enable a webhook endpoint', answer: WebhookEndpoint } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'webhooks:write');
      const { merchantId, mode, actor } = caller;
      assertEndpointUrl(deps, request.body.url);
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async (_requestId, claim) => {
          const change = { actor, requestId: claim.id, at: deps.clock.now() };
          const scope = { merchantId, mode };
          const { endpoints } = deps.webhooks;
          const { id } = request.params;
          const updated = await endpoints.update(id, scope, request.body, change);
          if (!updated) throw await whyMissing('webhook_endpoint', caller, (its) => endpoints.find(id, its));
          return updated;
        },
        found: (claim) => {
          const { id } = request.params;
          return findChanged(deps, caller, claim, id, () => deps.webhooks.endpoints.find(id, { merchantId, mode }));
        },
      });
    },
  );
}

import { FieldfareError, newId, WebhookDelivery } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { findEndpoint } from './find-endpoint.ts';

/** `POST /v1/webhook_endpoints/{id}/test`: an event of which this endpoint alone hears, about the endpoint itself. */
export function routeTestEndpoint(app: RestApp, deps: Deps): void {
  app.post(
    '/webhook_endpoints/:id/test',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: 'Send a test event to a webhook endpoint', answer: WebhookDelivery, status: 201 } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'webhooks:write');
      const { merchantId, mode } = caller;
      return idempotent(deps, caller, request, reply, {
        statusCode: 201,
        run: async () => {
          const endpoint = await findEndpoint(deps, caller, request.params.id);
          if (endpoint.status === 'disabled') throw endpointDisabled();
          const createdAt = deps.clock.now();
          const event = {
            id: newId('event', createdAt),
            merchantId,
            mode,
            type: 'webhook_endpoint.test' as const,
            related: endpoint.id,
            version: 1,
            data: endpoint,
            factId: null,
            createdAt,
          };
          return deps.webhooks.deliveries.sendTest(event, endpoint.id, createdAt);
        },
      });
    },
  );
}

/** Nothing is sent to an endpoint that is disabled. */
export function endpointDisabled(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'webhook_endpoint_disabled',
    message: 'The endpoint is disabled. Enable it first.',
  });
}

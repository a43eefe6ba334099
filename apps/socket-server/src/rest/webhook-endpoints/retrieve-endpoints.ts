import { ListWebhookEndpointsQuery, WebhookEndpoint, WebhookEndpointList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { pageOf } from '../page-of.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { findEndpoint } from './find-endpoint.ts';

/** `GET /v1/webhook_endpoints` and `GET /v1/webhook_endpoints/{id}`: never a secret. */
export function routeRetrieveEndpoints(app: RestApp, deps: Deps): void {
  app.get(
    '/webhook_endpoints',
    {
      schema: { querystring: ListWebhookEndpointsQuery },
      config: { words: { summary: 'List webhook endpoints, newest first', answer: WebhookEndpointList } },
    },
    async (request): Promise<WebhookEndpointList> => {
      const { merchantId, mode } = authorized(request, 'webhooks:read');
      const page = await deps.webhooks.endpoints.list({ merchantId, mode }, pageOf(request.query));
      return { object: 'list', data: page.items, has_more: page.hasMore };
    },
  );

  app.get(
    '/webhook_endpoints/:id',
    {
      schema: { params: IdParams },
      config: { words: { summary: 'Retrieve a webhook endpoint', answer: WebhookEndpoint } },
    },
    async (request) => findEndpoint(deps, authorized(request, 'webhooks:read'), request.params.id),
  );
}

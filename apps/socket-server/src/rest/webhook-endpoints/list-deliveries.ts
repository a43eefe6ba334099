import { ListDeliveriesQuery, WebhookAttemptList, WebhookDeliveryList } from '@fieldfare/protocol';
import * as z from 'zod';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { notFound } from '../not-found.ts';
import { pageOf } from '../page-of.ts';
import { IdParams, PathId } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { findEndpoint } from './find-endpoint.ts';

const DeliveryParams = z.object({ id: PathId, delivery: PathId });

/** `GET /v1/webhook_endpoints/{id}/deliveries`, and `…/{delivery}/attempts`: the delivery log. */
export function routeListDeliveries(app: RestApp, deps: Deps): void {
  app.get(
    '/webhook_endpoints/:id/deliveries',
    {
      schema: { params: IdParams, querystring: ListDeliveriesQuery },
      config: { words: { summary: 'List deliveries to an endpoint, newest first', answer: WebhookDeliveryList } },
    },
    async (request): Promise<WebhookDeliveryList> => {
      const { id } = await findEndpoint(deps, authorized(request, 'webhooks:read'), request.params.id);
      const { status } = request.query;
      const page = await deps.webhooks.deliveries.list(id, { ...pageOf(request.query), status });
      return { object: 'list', data: page.items, has_more: page.hasMore };
    },
  );

  app.get(
    '/webhook_endpoints/:id/deliveries/:delivery/attempts',
    {
      schema: { params: DeliveryParams },
      config: { words: { summary: 'List the attempts of a delivery, oldest first', answer: WebhookAttemptList } },
    },
    async (request): Promise<WebhookAttemptList> => {
      const { id } = await findEndpoint(deps, authorized(request, 'webhooks:read'), request.params.id);
      const delivery = await deps.webhooks.deliveries.find(request.params.delivery, id);
      if (!delivery) throw notFound('webhook_delivery');
      return { object: 'list', data: await deps.webhooks.deliveries.attempts(delivery.id), has_more: false };
    },
  );
}

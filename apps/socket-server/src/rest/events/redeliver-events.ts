import { RedeliverEvent, RedeliverEvents, Redelivery, WebhookDeliveryList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { assertTimeRange } from '../assert-time-range.ts';
import type { Caller } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { findOwn } from '../find-own.ts';
import { IdParams } from '../route-params.ts';
import { findEndpoint } from '../webhook-endpoints/find-endpoint.ts';
import { endpointDisabled } from '../webhook-endpoints/test-endpoint.ts';
import type { RestApp } from '../zod-type-provider.ts';

const AT_ONCE = 1_000;

/** `POST /v1/events/{id}/redeliver` and `POST /v1/events/redeliver`: the same events again, under the same webhook-id. */
export function routeRedeliverEvents(app: RestApp, deps: Deps): void {
  app.post(
    '/events/:id/redeliver',
    {
      schema: { params: IdParams, body: RedeliverEvent },
      config: { words: { summary: 'Deliver an event again', answer: WebhookDeliveryList, status: 201 } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'webhooks:write');
      const { merchantId, mode } = caller;
      return idempotent<WebhookDeliveryList>(deps, caller, request, reply, {
        statusCode: 201,
        run: async () => {
          const scope = { merchantId, mode };
          const { id } = request.params;
          const event = await findOwn('event', caller, (its) => deps.webhooks.events.find(id, its));
          const { endpoint = null } = request.body;
          if (endpoint !== null) await assertEnabled(deps, caller, endpoint);
          const data = await deps.webhooks.deliveries.redeliver(event.id, scope, endpoint, deps.clock.now());
          return { object: 'list', data, has_more: false };
        },
      });
    },
  );

  app.post(
    '/events/redeliver',
    {
      schema: { body: RedeliverEvents },
      config: { words: { summary: 'Deliver a range of events again', answer: Redelivery, status: 201 } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'webhooks:write');
      const { merchantId, mode } = caller;
      assertTimeRange(request.body);
      return idempotent<Redelivery>(deps, caller, request, reply, {
        statusCode: 201,
        run: async () => {
          const { endpoint, created_from: from, created_to: to, only_undelivered: isUndeliveredOnly } = request.body;
          await assertEnabled(deps, caller, endpoint);
          const { deliveries, nextFrom } = await deps.webhooks.deliveries.redeliverRange(
            { merchantId, mode },
            { endpointId: endpoint, from: new Date(from), to: new Date(to), isUndeliveredOnly, limit: AT_ONCE },
            deps.clock.now(),
          );
          const next = nextFrom?.toISOString() ?? null;
          return { object: 'redelivery', deliveries, has_more: next !== null, next_from: next };
        },
      });
    },
  );
}

async function assertEnabled(deps: Deps, caller: Caller, id: string): Promise<void> {
  const { status } = await findEndpoint(deps, caller, id, 'endpoint');
  if (status === 'disabled') throw endpointDisabled();
}

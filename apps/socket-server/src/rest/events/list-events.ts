import { Event, EventList, ListEventsQuery } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findOwn } from '../find-own.ts';
import { pageOf } from '../page-of.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/events` and `GET /v1/events/{id}`: kept for thirty days. */
export function routeListEvents(app: RestApp, deps: Deps): void {
  app.get(
    '/events',
    {
      schema: { querystring: ListEventsQuery },
      config: { words: { summary: 'List events, newest first, or follow them by their sequence', answer: EventList } },
    },
    async (request): Promise<EventList> => {
      const { merchantId, mode } = authorized(request, 'events:read');
      const { query } = request;
      const page = await deps.webhooks.events.list(
        { merchantId, mode },
        {
          ...pageOf(query),
          afterSequence: query.after_sequence,
          type: query.type,
          related: query.related,
          createdFrom: query.created_from === undefined ? undefined : new Date(query.created_from),
          createdTo: query.created_to === undefined ? undefined : new Date(query.created_to),
        },
      );
      return { object: 'list', data: page.items, has_more: page.hasMore };
    },
  );

  app.get(
    '/events/:id',
    { schema: { params: IdParams }, config: { words: { summary: 'Retrieve an event', answer: Event } } },
    async (request): Promise<Event> => {
      const caller = authorized(request, 'events:read');
      return findOwn('event', caller, (scope) => deps.webhooks.events.find(request.params.id, scope));
    },
  );
}

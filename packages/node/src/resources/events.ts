import { at } from '../api.ts';
import type { Api } from '../api.ts';
import { paginate } from '../paginate.ts';
import type { RequestOptions } from '../send-request.ts';
import type {
  Event,
  EventList,
  ListEventsParams,
  RedeliverEventParams,
  RedeliverEventsParams,
  Redelivery,
  WebhookDeliveryList,
} from '../types.ts';
import { createReadOnly } from './read-only.ts';
import type { ReadOnly } from './read-only.ts';

export interface Events extends ReadOnly<Event, EventList, ListEventsParams> {
  /** All that fit, page after page, newest first; with `after_sequence` oldest first, in the order of their recording. */
  all(
    params?: Omit<ListEventsParams, 'ending_before'>,
    options?: RequestOptions,
  ): AsyncGenerator<Event, void, undefined>;
  /** Delivers one event again, under its own `webhook-id`. */
  redeliver(id: string, params?: RedeliverEventParams, options?: RequestOptions): Promise<WebhookDeliveryList>;
  /** Delivers those of a stretch of time again to one endpoint. */
  redeliverRange(params: RedeliverEventsParams, options?: RequestOptions): Promise<Redelivery>;
}

export function createEvents(api: Api): Events {
  const events = createReadOnly<Event, EventList, ListEventsParams>(api, 'events', {});
  return {
    ...events,
    all: (params = {}, options) =>
      params.after_sequence === undefined
        ? events.all(params, options)
        : paginate((page: ListEventsParams) => events.list(page, options), params, afterSequence),
    redeliver: (id, params = {}, options) => api.post(at('events', id, 'redeliver'), params, options),
    redeliverRange: (params, options) => api.post('/v1/events/redeliver', params, options),
  };
}

// The server takes no `starting_after` beside `after_sequence`.
function afterSequence(params: ListEventsParams, { sequence }: Event): ListEventsParams {
  return { ...params, after_sequence: sequence };
}

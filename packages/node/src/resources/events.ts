import { at } from '../api.ts';
import type { Api } from '../api.ts';
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
  /** Delivers one event again, under its own `webhook-id`. */
  redeliver(id: string, params?: RedeliverEventParams, options?: RequestOptions): Promise<WebhookDeliveryList>;
  /** Delivers those of a stretch of time again to one endpoint. */
  redeliverRange(params: RedeliverEventsParams, options?: RequestOptions): Promise<Redelivery>;
}

export function createEvents(api: Api): Events {
  return {
    ...createReadOnly<Event, EventList, ListEventsParams>(api, 'events', {}),
    redeliver: (id, params = {}, options) => api.post(at('events', id, 'redeliver'), params, options),
    redeliverRange: (params, options) => api.post('/v1/events/redeliver', params, options),
  };
}

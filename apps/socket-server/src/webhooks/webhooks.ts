import type { DeliveryStore, DeliveryWork, EndpointStore, EventRecorder, EventStore } from '@fieldfare/db';
import type { EndpointSecrets } from './endpoint-secrets.ts';

/** All of events and webhooks that routes and workers are given. */
export interface Webhooks {
  events: EventStore;
  endpoints: EndpointStore;
  deliveries: DeliveryStore;
  secrets: EndpointSecrets;
  recorder: EventRecorder;
  work: DeliveryWork;
}

import type { DeliveryStore, DeliveryWork, EndpointStore, EventRecorder, EventStore } from '@fieldfare/db';
import type { EndpointSecrets } from './endpoint-secrets.ts';

/** What the people of a merchant should know. */
export interface MerchantNotice {
  kind: string;
  severity: 'info' | 'warning' | 'critical';
  title: string;
  body: string;
  /** The id of what it concerns. */
  subject: string;
}

/** Tells the people of a merchant at the console. */
export type NotifyMerchant = (merchantId: string, notice: MerchantNotice) => Promise<void>;

/** All of events and webhooks that routes and workers are given. */
export interface Webhooks {
  events: EventStore;
  endpoints: EndpointStore;
  deliveries: DeliveryStore;
  secrets: EndpointSecrets;
  recorder: EventRecorder;
  work: DeliveryWork;
  notify: NotifyMerchant;
}

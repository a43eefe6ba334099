import { createApi } from './api.ts';
import { createPayments } from './resources/payments.ts';
import type { Payments } from './resources/payments.ts';
import { createReadOnly } from './resources/read-only.ts';
import type { ReadOnly } from './resources/read-only.ts';
import { createSessions } from './resources/sessions.ts';
import type { Sessions } from './resources/sessions.ts';
import { createWebhookEndpoints } from './resources/webhook-endpoints.ts';
import type { WebhookEndpoints } from './resources/webhook-endpoints.ts';
import type { ClientOptions } from './send-request.ts';
import type {
  Dispute,
  DisputeList,
  Event,
  EventList,
  ListDisputesParams,
  ListEventsParams,
  ListRefundsParams,
  Refund,
  RefundList,
} from './types.ts';

export interface FieldfareClient {
  sessions: Sessions;
  payments: Payments;
  refunds: ReadOnly<Refund, RefundList, ListRefundsParams>;
  disputes: ReadOnly<Dispute, DisputeList, ListDisputesParams>;
  events: ReadOnly<Event, EventList, ListEventsParams>;
  webhookEndpoints: WebhookEndpoints;
}

/** The server-side client of a merchant. Every call throws FieldfareApiError where the server refuses or does not answer. */
export function createClient(options: ClientOptions): FieldfareClient {
  const api = createApi(options);
  return {
    sessions: createSessions(api),
    payments: createPayments(api),
    refunds: createReadOnly(api, 'refunds', {}),
    disputes: createReadOnly(api, 'disputes', {}),
    events: createReadOnly(api, 'events', {}),
    webhookEndpoints: createWebhookEndpoints(api),
  };
}

import { createApi } from './api.ts';
import { createBalances } from './resources/balance.ts';
import type { Balances } from './resources/balance.ts';
import { createCustomers } from './resources/customers.ts';
import type { Customers } from './resources/customers.ts';
import { createEvents } from './resources/events.ts';
import type { Events } from './resources/events.ts';
import { createPaymentMethods } from './resources/payment-methods.ts';
import type { PaymentMethods } from './resources/payment-methods.ts';
import { createPayments } from './resources/payments.ts';
import type { Payments } from './resources/payments.ts';
import { createReadOnly } from './resources/read-only.ts';
import type { ReadOnly } from './resources/read-only.ts';
import { createSessions } from './resources/sessions.ts';
import type { Sessions } from './resources/sessions.ts';
import { createWebhookEndpoints } from './resources/webhook-endpoints.ts';
import type { WebhookEndpoints } from './resources/webhook-endpoints.ts';
import type { ClientOptions, RequestOptions } from './send-request.ts';
import type {
  Approval,
  ApprovalList,
  Dispute,
  DisputeList,
  FontList,
  ListApprovalsParams,
  ListDisputesParams,
  ListRefundsParams,
  Profile,
  Refund,
  RefundList,
} from './types.ts';

/** What a secret key may do. People's own matters (API keys, team, processor accounts, deciding approvals) are the console's. */
export interface FieldfareClient {
  sessions: Sessions;
  payments: Payments;
  refunds: ReadOnly<Refund, RefundList, ListRefundsParams>;
  disputes: ReadOnly<Dispute, DisputeList, ListDisputesParams>;
  customers: Customers;
  paymentMethods: PaymentMethods;
  /** What waits for a second person, or waited for one. */
  approvals: ReadOnly<Approval, ApprovalList, ListApprovalsParams>;
  balance: Balances;
  /** What the merchant allows and what it costs. */
  profile: { retrieve(options?: RequestOptions): Promise<Profile> };
  /** The faces that were uploaded for the fields. */
  fonts: { list(options?: RequestOptions): Promise<FontList> };
  events: Events;
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
    customers: createCustomers(api),
    paymentMethods: createPaymentMethods(api),
    approvals: createReadOnly(api, 'approvals', {}),
    balance: createBalances(api),
    profile: { retrieve: (requestOptions) => api.get('/v1/profile', {}, requestOptions) },
    fonts: { list: (requestOptions) => api.get('/v1/fonts', {}, requestOptions) },
    events: createEvents(api),
    webhookEndpoints: createWebhookEndpoints(api),
  };
}

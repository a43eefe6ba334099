export { FieldfareApiError } from './api-error.ts';
export { createClient } from './create-client.ts';
export type { FieldfareClient } from './create-client.ts';
export type { ClientOptions, RequestOptions } from './send-request.ts';
export type {
  CancelPaymentParams,
  ConfirmPaymentParams,
  CreateSessionParams,
  CreateWebhookEndpointParams,
  Dispute,
  Event,
  ListDisputesParams,
  ListEventsParams,
  ListPaymentsParams,
  ListRefundsParams,
  Payment,
  Refund,
  RefundParams,
  Session,
  UpdateSessionParams,
  WebhookEndpoint,
} from './types.ts';
export { verifyWebhook, WebhookVerificationError } from './verify-webhook.ts';
export type { WebhookEvent, WebhookHeaders } from './verify-webhook.ts';

// The one place where the SDK takes its types from. They vanish when it is compiled; the build writes them out in full, so that a merchant
// needs neither our workspace nor zod.
import type {
  CreateSession,
  CreateWebhookEndpoint,
  ListDisputesQuery,
  ListEventsQuery,
  ListPaymentsQuery,
  ListRefundsQuery,
  RotateWebhookSecret,
} from '@fieldfare/protocol';

export type {
  CancelPayment as CancelPaymentParams,
  ConfirmPayment as ConfirmPaymentParams,
  DeletedWebhookEndpoint,
  Dispute,
  DisputeList,
  Event,
  EventList,
  Payment,
  PaymentEventList,
  PaymentList,
  Refund,
  RefundList,
  RefundPayment as RefundParams,
  RestError,
  Session,
  UpdateSession as UpdateSessionParams,
  UpdateWebhookEndpoint as UpdateWebhookEndpointParams,
  WebhookEndpoint,
  WebhookEndpointList,
  WebhookEndpointWithSecret,
} from '@fieldfare/protocol';

/** Body of a new session, as REST takes it: amounts in the currency's minor unit. */
export type CreateSessionParams = (typeof CreateSession)['_zod']['input'];
export type CreateWebhookEndpointParams = (typeof CreateWebhookEndpoint)['_zod']['input'];
export type RotateWebhookSecretParams = (typeof RotateWebhookSecret)['_zod']['input'];
export type ListPaymentsParams = Partial<(typeof ListPaymentsQuery)['_zod']['output']>;
export type ListRefundsParams = Partial<(typeof ListRefundsQuery)['_zod']['output']>;
export type ListDisputesParams = Partial<(typeof ListDisputesQuery)['_zod']['output']>;
export type ListEventsParams = Partial<(typeof ListEventsQuery)['_zod']['output']>;

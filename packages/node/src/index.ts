export { FieldfareApiError } from './api-error.ts';
export { createClient } from './create-client.ts';
export type { FieldfareClient } from './create-client.ts';
export type { ClientOptions, RequestOptions } from './send-request.ts';
export type {
  Approval,
  Balance,
  BooksComparison,
  CancelPaymentParams,
  CompareBooksParams,
  ConfirmPaymentParams,
  CreateCustomerParams,
  CreatePaymentParams,
  CreateSessionParams,
  CreateWebhookEndpointParams,
  Customer,
  CustomerAccount,
  CustomerInvitation,
  Dispute,
  Event,
  ListApprovalsParams,
  ListCustomersParams,
  ListDisputesParams,
  ListEventsParams,
  ListPaymentMethodsParams,
  ListPaymentsParams,
  ListRefundsParams,
  Payment,
  PaymentMethod,
  PaymentSummary,
  Profile,
  Refund,
  RefundParams,
  Session,
  Statement,
  StatementParams,
  UpdateCustomerParams,
  UpdateSessionParams,
  WebhookDelivery,
  WebhookEndpoint,
} from './types.ts';
export { verifyWebhook, WebhookVerificationError } from './verify-webhook.ts';
export type { WebhookEvent, WebhookHeaders } from './verify-webhook.ts';

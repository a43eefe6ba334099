// The one place where the SDK takes its types from. They vanish when it is compiled; the build writes them out in full, so that a merchant
// needs neither our workspace nor zod.
import type {
  CompareBooksQuery,
  CreateCustomer,
  CreatePayment,
  CreateSession,
  CreateWebhookEndpoint,
  ListApprovalsQuery,
  ListCustomersQuery,
  ListDeliveriesQuery,
  ListDisputesQuery,
  ListEventsQuery,
  ListPaymentMethodsQuery,
  ListPaymentsQuery,
  ListRefundsQuery,
  ListWebhookEndpointsQuery,
  PaymentSummaryQuery,
  RedeliverEvents,
  RotateWebhookSecret,
} from '@fieldfare/protocol';

export type {
  Approval,
  ApprovalList,
  Balance,
  BooksComparison,
  CancelPayment as CancelPaymentParams,
  ConfirmPayment as ConfirmPaymentParams,
  Customer,
  CustomerAccount,
  CustomerInvitation,
  CustomerList,
  DeletedWebhookEndpoint,
  Dispute,
  DisputeList,
  Event,
  EventList,
  FontList,
  Payment,
  PaymentAttemptList,
  PaymentEventList,
  PaymentList,
  PaymentMethod,
  PaymentMethodList,
  PaymentSummary,
  Profile,
  RedeliverEvent as RedeliverEventParams,
  Redelivery,
  Refund,
  RefundList,
  RefundPayment as RefundParams,
  RestError,
  Session,
  Statement,
  StatementQuery as StatementParams,
  UpdateCustomer as UpdateCustomerParams,
  UpdateSession as UpdateSessionParams,
  UpdateWebhookEndpoint as UpdateWebhookEndpointParams,
  WebhookAttemptList,
  WebhookDelivery,
  WebhookDeliveryList,
  WebhookEndpoint,
  WebhookEndpointList,
  WebhookEndpointWithSecret,
} from '@fieldfare/protocol';

/** Body of a new session, as REST takes it: amounts in the currency's minor unit. */
export type CreateSessionParams = (typeof CreateSession)['_zod']['input'];
/** A charge to a saved method, without its shopper. */
export type CreatePaymentParams = (typeof CreatePayment)['_zod']['input'];
export type CreateCustomerParams = (typeof CreateCustomer)['_zod']['input'];
export type CreateWebhookEndpointParams = (typeof CreateWebhookEndpoint)['_zod']['input'];
export type RotateWebhookSecretParams = (typeof RotateWebhookSecret)['_zod']['input'];
export type RedeliverEventsParams = (typeof RedeliverEvents)['_zod']['input'];
export type ListPaymentsParams = Partial<(typeof ListPaymentsQuery)['_zod']['output']>;
export type ListRefundsParams = Partial<(typeof ListRefundsQuery)['_zod']['output']>;
export type ListDisputesParams = Partial<(typeof ListDisputesQuery)['_zod']['output']>;
export type ListEventsParams = Partial<(typeof ListEventsQuery)['_zod']['output']>;
export type ListCustomersParams = Partial<(typeof ListCustomersQuery)['_zod']['output']>;
export type ListPaymentMethodsParams = Partial<(typeof ListPaymentMethodsQuery)['_zod']['output']>;
export type ListWebhookEndpointsParams = Partial<(typeof ListWebhookEndpointsQuery)['_zod']['output']>;
export type ListDeliveriesParams = Partial<(typeof ListDeliveriesQuery)['_zod']['output']>;
export type ListApprovalsParams = Partial<(typeof ListApprovalsQuery)['_zod']['output']>;
export type PaymentSummaryParams = Partial<(typeof PaymentSummaryQuery)['_zod']['output']>;
export type CompareBooksParams = Partial<(typeof CompareBooksQuery)['_zod']['output']>;

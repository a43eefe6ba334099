import * as protocol from '@fieldfare/protocol';
import * as z from 'zod';
import { schemaToType } from '../../../scripts/publish/schema-to-type.ts';

/** What the server answers. */
const ANSWERS = {
  Approval: protocol.Approval,
  ApprovalList: protocol.ApprovalList,
  Balance: protocol.Balance,
  BooksComparison: protocol.BooksComparison,
  Customer: protocol.Customer,
  CustomerAccount: protocol.CustomerAccount,
  CustomerInvitation: protocol.CustomerInvitation,
  CustomerList: protocol.CustomerList,
  DeletedWebhookEndpoint: protocol.DeletedWebhookEndpoint,
  Dispute: protocol.Dispute,
  DisputeList: protocol.DisputeList,
  Event: protocol.Event,
  EventList: protocol.EventList,
  FontList: protocol.FontList,
  Payment: protocol.Payment,
  PaymentAttemptList: protocol.PaymentAttemptList,
  PaymentEventList: protocol.PaymentEventList,
  PaymentList: protocol.PaymentList,
  PaymentMethod: protocol.PaymentMethod,
  PaymentMethodList: protocol.PaymentMethodList,
  PaymentSummary: protocol.PaymentSummary,
  Profile: protocol.Profile,
  Redelivery: protocol.Redelivery,
  Refund: protocol.Refund,
  RefundList: protocol.RefundList,
  RestError: protocol.RestError,
  Session: protocol.Session,
  Statement: protocol.Statement,
  WebhookAttemptList: protocol.WebhookAttemptList,
  WebhookDelivery: protocol.WebhookDelivery,
  WebhookDeliveryList: protocol.WebhookDeliveryList,
  WebhookEndpoint: protocol.WebhookEndpoint,
  WebhookEndpointList: protocol.WebhookEndpointList,
  WebhookEndpointWithSecret: protocol.WebhookEndpointWithSecret,
};
/** What it is sent. */
const PARAMS = {
  CancelPaymentParams: protocol.CancelPayment,
  ConfirmPaymentParams: protocol.ConfirmPayment,
  CreateCustomerParams: protocol.CreateCustomer,
  CreatePaymentParams: protocol.CreatePayment,
  CreateSessionParams: protocol.CreateSession,
  CreateWebhookEndpointParams: protocol.CreateWebhookEndpoint,
  RedeliverEventParams: protocol.RedeliverEvent,
  RedeliverEventsParams: protocol.RedeliverEvents,
  RefundParams: protocol.RefundPayment,
  RotateWebhookSecretParams: protocol.RotateWebhookSecret,
  StatementParams: protocol.StatementQuery,
  UpdateCustomerParams: protocol.UpdateCustomer,
  UpdateSessionParams: protocol.UpdateSession,
  UpdateWebhookEndpointParams: protocol.UpdateWebhookEndpoint,
};
/** What it is asked for: parsed values, which the SDK writes into a query. */
const QUERIES = {
  CompareBooksParams: protocol.CompareBooksQuery,
  ListApprovalsParams: protocol.ListApprovalsQuery,
  ListCustomersParams: protocol.ListCustomersQuery,
  ListDeliveriesParams: protocol.ListDeliveriesQuery,
  ListDisputesParams: protocol.ListDisputesQuery,
  ListEventsParams: protocol.ListEventsQuery,
  ListPaymentMethodsParams: protocol.ListPaymentMethodsQuery,
  ListPaymentsParams: protocol.ListPaymentsQuery,
  ListRefundsParams: protocol.ListRefundsQuery,
  ListWebhookEndpointsParams: protocol.ListWebhookEndpointsQuery,
  PaymentSummaryParams: protocol.PaymentSummaryQuery,
};

/** The types of `src/types.ts`, each written out. */
export function writeTypes(): string {
  const lines = [
    ...declare(ANSWERS, 'output', (type) => type),
    ...declare(PARAMS, 'input', (type) => type),
    ...declare(QUERIES, 'output', (type) => `Partial<${type}>`),
  ];
  return `${lines.join('\n')}\n`;
}

function declare(schemas: Record<string, z.ZodType>, io: 'input' | 'output', wrap: (type: string) => string): string[] {
  return Object.entries(schemas).map(([name, schema]) => {
    const type = schemaToType(
      z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Parameters<typeof schemaToType>[0],
    );
    return `export type ${name} = ${wrap(type)};`;
  });
}

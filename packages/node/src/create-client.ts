import type {
  CancelPayment,
  ConfirmPayment,
  CreateSession,
  ListPaymentsQuery,
  Payment,
  PaymentList,
  Session,
} from '@fieldfare/protocol';
import { queryOf } from './query-of.ts';
import { sendRequest } from './send-request.ts';
import type { ClientOptions, RequestOptions } from './send-request.ts';

/** Body of a new session, as REST takes it: amounts in the currency's minor unit. */
export type CreateSessionParams = (typeof CreateSession)['_zod']['input'];
export type ListPaymentsParams = Partial<(typeof ListPaymentsQuery)['_zod']['output']>;

export interface FieldfareClient {
  sessions: {
    create(params: CreateSessionParams, options?: RequestOptions): Promise<Session>;
    retrieve(id: string, options?: RequestOptions): Promise<Session>;
    /** A new PT token for the same session, after a reload. Refused with 409 while a payment is in flight. */
    token(id: string, options?: RequestOptions): Promise<Session>;
  };
  payments: {
    retrieve(id: string, options?: RequestOptions): Promise<Payment>;
    list(params?: ListPaymentsParams, options?: RequestOptions): Promise<PaymentList>;
    /** Captures what was authorized, or less. */
    confirm(id: string, params?: ConfirmPayment, options?: RequestOptions): Promise<Payment>;
    /** Voids what was authorized. */
    cancel(id: string, params?: CancelPayment, options?: RequestOptions): Promise<Payment>;
  };
}

/** The server-side client of a merchant. Every call throws FieldfareApiError where the server refuses or does not answer. */
export function createClient(options: ClientOptions): FieldfareClient {
  const get = <T>(path: string, rest?: RequestOptions) => sendRequest<T>(options, { method: 'GET', path, ...rest });
  const post = <T>(path: string, body?: unknown, rest?: RequestOptions) =>
    sendRequest<T>(options, { method: 'POST', path, body, ...rest });
  const session = (id: string) => `/v1/sessions/${encodeURIComponent(id)}`;
  const payment = (id: string) => `/v1/payments/${encodeURIComponent(id)}`;
  return {
    sessions: {
      create: (params, rest) => post('/v1/sessions', params, rest),
      retrieve: (id, rest) => get(session(id), rest),
      token: (id, rest) => post(`${session(id)}/token`, {}, rest),
    },
    payments: {
      retrieve: (id, rest) => get(payment(id), rest),
      list: (params = {}, rest) => get(`/v1/payments${queryOf(params)}`, rest),
      confirm: (id, params, rest) => post(`${payment(id)}/confirm`, params, rest),
      cancel: (id, params, rest) => post(`${payment(id)}/cancel`, params, rest),
    },
  };
}

import { at } from '../api.ts';
import type { Api } from '../api.ts';
import { paginate } from '../paginate.ts';
import type { RequestOptions } from '../send-request.ts';
import type {
  Approval,
  CancelPaymentParams,
  ConfirmPaymentParams,
  CreatePaymentParams,
  ListPaymentsParams,
  Payment,
  PaymentAttemptList,
  PaymentEventList,
  PaymentList,
  PaymentSummary,
  PaymentSummaryParams,
  Refund,
  RefundParams,
} from '../types.ts';

export interface Payments {
  /** Charges a saved method. A decline is an answer; name the charge by an `idempotencyKey` of yours, such as the invoice, and it happens once. */
  create(params: CreatePaymentParams, options?: RequestOptions): Promise<Payment>;
  retrieve(id: string, options?: RequestOptions): Promise<Payment>;
  list(params?: ListPaymentsParams, options?: RequestOptions): Promise<PaymentList>;
  /** All that fit, page after page, newest first. */
  all(
    params?: Omit<ListPaymentsParams, 'ending_before'>,
    options?: RequestOptions,
  ): AsyncGenerator<Payment, void, undefined>;
  /** Captures what was authorized, or less. Where your profile wants a second person, it answers the approval that was asked for (`object` tells). */
  confirm(id: string, params?: ConfirmPaymentParams, options?: RequestOptions): Promise<Payment | Approval>;
  /** Voids what was authorized. */
  cancel(id: string, params?: CancelPaymentParams, options?: RequestOptions): Promise<Payment>;
  /** Returns all of what was captured, or a part; or answers an approval like `confirm`. */
  refund(id: string, params?: RefundParams, options?: RequestOptions): Promise<Refund | Approval>;
  /** What happened to it, oldest first. */
  events(id: string, options?: RequestOptions): Promise<PaymentEventList>;
  /** What processors were asked for it, oldest first: several authorizations where the first took no decision. */
  attempts(id: string, options?: RequestOptions): Promise<PaymentAttemptList>;
  /** Volume and approvals by day, in one currency. */
  summary(params?: PaymentSummaryParams, options?: RequestOptions): Promise<PaymentSummary>;
}

export function createPayments(api: Api): Payments {
  const list: Payments['list'] = (params = {}, options) => api.get('/v1/payments', params, options);
  return {
    create: (params, options) => api.post('/v1/payments', params, options),
    list,
    all: (params = {}, options) => paginate((page: ListPaymentsParams) => list(page, options), params),
    retrieve: (id, options) => api.get(at('payments', id), {}, options),
    confirm: (id, params = {}, options) => api.post(at('payments', id, 'confirm'), params, options),
    cancel: (id, params = {}, options) => api.post(at('payments', id, 'cancel'), params, options),
    refund: (id, params = {}, options) => api.post(at('payments', id, 'refunds'), params, options),
    events: (id, options) => api.get(at('payments', id, 'events'), {}, options),
    attempts: (id, options) => api.get(at('payments', id, 'attempts'), {}, options),
    summary: (params = {}, options) => api.get('/v1/payments/summary', params, options),
  };
}

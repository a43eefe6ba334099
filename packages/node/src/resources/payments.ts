import { at } from '../api.ts';
import type { Api } from '../api.ts';
import { paginate } from '../paginate.ts';
import { queryOf } from '../query-of.ts';
import type { RequestOptions } from '../send-request.ts';
import type {
  CancelPaymentParams,
  ConfirmPaymentParams,
  ListPaymentsParams,
  Payment,
  PaymentEventList,
  PaymentList,
  Refund,
  RefundParams,
} from '../types.ts';

export interface Payments {
  retrieve(id: string, options?: RequestOptions): Promise<Payment>;
  list(params?: ListPaymentsParams, options?: RequestOptions): Promise<PaymentList>;
  /** All that fit, page after page. */
  all(params?: ListPaymentsParams, options?: RequestOptions): AsyncGenerator<Payment, void, undefined>;
  /** Captures what was authorized, or less. */
  confirm(id: string, params?: ConfirmPaymentParams, options?: RequestOptions): Promise<Payment>;
  /** Voids what was authorized. */
  cancel(id: string, params?: CancelPaymentParams, options?: RequestOptions): Promise<Payment>;
  /** Returns all of what was captured, or a part. */
  refund(id: string, params?: RefundParams, options?: RequestOptions): Promise<Refund>;
  /** What happened to it, oldest first. */
  events(id: string, options?: RequestOptions): Promise<PaymentEventList>;
}

export function createPayments(api: Api): Payments {
  const list: Payments['list'] = (params = {}, options) => api.get(`/v1/payments${queryOf(params)}`, options);
  return {
    list,
    all: (params = {}, options) => paginate((page: ListPaymentsParams) => list(page, options), params),
    retrieve: (id, options) => api.get(at('payments', id), options),
    confirm: (id, params = {}, options) => api.post(at('payments', id, 'confirm'), params, options),
    cancel: (id, params = {}, options) => api.post(at('payments', id, 'cancel'), params, options),
    refund: (id, params = {}, options) => api.post(at('payments', id, 'refunds'), params, options),
    events: (id, options) => api.get(at('payments', id, 'events'), options),
  };
}

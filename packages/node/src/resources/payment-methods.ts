import { at } from '../api.ts';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../send-request.ts';
import type { ListPaymentMethodsParams, PaymentMethod, PaymentMethodList } from '../types.ts';
import { createReadOnly } from './read-only.ts';
import type { ReadOnly } from './read-only.ts';

/** Saved cards and bank accounts. They are saved by a session; `payments.create` charges them. */
export interface PaymentMethods extends ReadOnly<PaymentMethod, PaymentMethodList, ListPaymentMethodsParams> {
  /** Shreds its key: it opens for nobody any more. Again changes nothing. */
  revoke(id: string, options?: RequestOptions): Promise<PaymentMethod>;
}

export function createPaymentMethods(api: Api): PaymentMethods {
  return {
    ...createReadOnly<PaymentMethod, PaymentMethodList, ListPaymentMethodsParams>(api, 'payment_methods', {}),
    revoke: (id, options) => api.post(at('payment_methods', id, 'revoke'), {}, options),
  };
}

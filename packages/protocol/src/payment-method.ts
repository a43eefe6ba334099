import * as z from 'zod';
import { idOf } from './ids.ts';
import { MaskedMethod } from './method.ts';
import { Mode } from './payment.ts';
import { listOf } from './rest.ts';
import { pageLimit } from './in-query.ts';

/** What the shopper's own frame is answered: the name by which the merchant uses the saved method, and what may be shown of it. */
export const PaymentMethodResult = z.strictObject({ id: idOf('paymentMethod'), method: MaskedMethod });
export type PaymentMethodResult = z.infer<typeof PaymentMethodResult>;

/** A processor that keeps a saved card, so that a charge need not send its number again. What the processor calls the card nobody is shown. */
const KeptAt = z.strictObject({ processor: z.string(), kept_at: z.iso.datetime() });

/** A saved card or bank account. A revoked one opens for nobody any more; what may be shown of it stays. */
export const PaymentMethod = z.strictObject({
  id: idOf('paymentMethod'),
  object: z.literal('payment_method'),
  mode: Mode,
  customer: idOf('customer').nullable(),
  /** Null where it was imported from another vault. */
  session: idOf('session').nullable(),
  method: MaskedMethod,
  status: z.enum(['active', 'revoked']),
  /** Which processors keep it, by name. Empty until the first charge, and again once it is revoked. */
  processors: z.array(KeptAt),
  created_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
});
export type PaymentMethod = z.infer<typeof PaymentMethod>;
export const PaymentMethodList = listOf(PaymentMethod);
export type PaymentMethodList = z.infer<typeof PaymentMethodList>;

export const ListPaymentMethodsQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('paymentMethod').optional(),
  ending_before: idOf('paymentMethod').optional(),
  customer: idOf('customer').optional(),
  session: idOf('session').optional(),
});
export type ListPaymentMethodsQuery = z.infer<typeof ListPaymentMethodsQuery>;

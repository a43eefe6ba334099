import * as z from 'zod';
import { idOf } from './ids.ts';
import { MaskedMethod } from './method.ts';
import { AmountMinor, Currency } from './money.ts';
import { DeclineCode, PaymentStatus } from './payment.ts';
import { listOf } from './rest.ts';
import { pageLimit } from './in-query.ts';

/**
 * A payment as the shopper who made it sees it: what a receipt says and how it stands. Not what is between the merchant and others: its fee,
 * metadata, processor, disputes, tokens and operations under way.
 */
export const OwnPayment = z.strictObject({
  id: idOf('payment'),
  object: z.literal('own_payment'),
  reference: z.string().nullable(),
  record_number: z.string(),
  /** What the shopper pays, and what of it is a fee that the shopper bears. */
  total_minor: AmountMinor,
  service_fee_minor: AmountMinor,
  captured_minor: AmountMinor,
  refunded_minor: AmountMinor,
  currency: Currency,
  status: PaymentStatus,
  method: MaskedMethod.nullable(),
  decline_code: DeclineCode.nullable(),
  version: z.int().min(1),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type OwnPayment = z.infer<typeof OwnPayment>;
export const OwnPaymentList = listOf(OwnPayment);
export type OwnPaymentList = z.infer<typeof OwnPaymentList>;

/** A saved card or bank account as its owner sees it. */
export const OwnPaymentMethod = z.strictObject({
  id: idOf('paymentMethod'),
  object: z.literal('own_payment_method'),
  method: MaskedMethod,
  status: z.enum(['active', 'revoked']),
  created_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
});
export type OwnPaymentMethod = z.infer<typeof OwnPaymentMethod>;
export const OwnPaymentMethodList = listOf(OwnPaymentMethod);
export type OwnPaymentMethodList = z.infer<typeof OwnPaymentMethodList>;

const limit = pageLimit();
const pageOf = (kind: 'payment' | 'paymentMethod') =>
  z.strictObject({ limit, starting_after: idOf(kind).optional(), ending_before: idOf(kind).optional() });
export const ListOwnPaymentsQuery = pageOf('payment');
export const ListOwnPaymentMethodsQuery = pageOf('paymentMethod');

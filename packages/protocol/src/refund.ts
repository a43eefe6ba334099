import * as z from 'zod';
import { idOf } from './ids.ts';
import { listOf } from './rest.ts';
import { freeText } from './metadata.ts';
import { AmountMinor, Currency, PositiveAmountMinor } from './money.ts';
import { pageLimit } from './in-query.ts';

/** `unknown`: the processor may have returned the money; it is being looked up, and counts as returned until then. */
export const RefundStatus = z.enum(['pending', 'succeeded', 'failed', 'unknown']);
export type RefundStatus = z.infer<typeof RefundStatus>;

/** Body of `POST /v1/payments/{id}/refunds`: all that is left, or a part. */
export const RefundPayment = z.strictObject({
  amount_minor: PositiveAmountMinor.optional(),
  reason: freeText(200).optional(),
});
export type RefundPayment = z.infer<typeof RefundPayment>;

/** Captured money on its way back. `fee_minor` is the part of the payment's fee that returns to the merchant with it. */
export const Refund = z.strictObject({
  id: idOf('refund'),
  object: z.literal('refund'),
  payment: idOf('payment'),
  amount_minor: AmountMinor,
  fee_minor: AmountMinor,
  currency: Currency,
  status: RefundStatus,
  reason: z.string().nullable(),
  /** True where it was made in the processor’s own dashboard, and adopted. */
  made_outside: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Refund = z.infer<typeof Refund>;
export const RefundList = listOf(Refund);
export type RefundList = z.infer<typeof RefundList>;

export const ListRefundsQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('refund').optional(),
  ending_before: idOf('refund').optional(),
  payment: idOf('payment').optional(),
});
export type ListRefundsQuery = z.infer<typeof ListRefundsQuery>;

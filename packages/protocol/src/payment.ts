import * as z from 'zod';
import { PaymentAction } from './action.ts';
import { idOf } from './ids.ts';
import { Metadata } from './metadata.ts';
import { MaskedMethod } from './method.ts';
import { AmountMinor, Currency } from './money.ts';

export const PaymentStatus = z.enum([
  'processing',
  'requires_action',
  'authorized',
  'captured',
  'canceled',
  'declined',
  'expired',
  'failed',
  'pending',
  'unknown',
  'partially_refunded',
  'refunded',
]);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

export const Mode = z.enum(['test', 'live']);
export type Mode = z.infer<typeof Mode>;

export const FeeMode = z.enum(['merchant_fee', 'service_fee']);
export type FeeMode = z.infer<typeof FeeMode>;

export const DeclineCode = z.enum([
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'incorrect_cvc',
  'incorrect_zip',
  'processing_error',
  'not_permitted',
  'authentication_failed',
  'amount_limit',
  'suspected_fraud',
]);
export type DeclineCode = z.infer<typeof DeclineCode>;

export const PendingOperation = z.strictObject({
  type: z.enum(['capture', 'void', 'refund']),
  state: z.enum(['in_flight', 'unknown']),
});
export type PendingOperation = z.infer<typeof PendingOperation>;

const amounts = {
  amount_minor: AmountMinor,
  fee_minor: AmountMinor,
  total_minor: AmountMinor,
  authorized_minor: AmountMinor,
  captured_minor: AmountMinor,
  refunded_minor: AmountMinor,
  currency: Currency,
};

/** A payment as REST, webhooks and the console see it. */
export const Payment = z.strictObject({
  id: idOf('payment'),
  object: z.literal('payment'),
  mode: Mode,
  session: idOf('session').nullable(),
  customer: idOf('customer').nullable(),
  reference: z.string().nullable(),
  ...amounts,
  fee_mode: FeeMode,
  status: PaymentStatus,
  pending_operation: PendingOperation.nullable(),
  payment_token: z.string(),
  record_number: z.string(),
  method: MaskedMethod.nullable(),
  /** The saved method that it was made with, where it was. */
  payment_method: idOf('paymentMethod').nullable(),
  processor: z.string(),
  processor_reference: z.string().nullable(),
  decline_code: DeclineCode.nullable(),
  /** Why a bank returned the payment: the ACH network's own code, such as R01. */
  return_code: z.string().max(8).nullable(),
  disputed: z.boolean(),
  /** What lost disputes took back: the shopper has it, and it cannot be refunded. */
  dispute_lost_minor: AmountMinor,
  authorization_expires_at: z.iso.datetime().nullable(),
  version: z.int().min(1),
  metadata: Metadata,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Payment = z.infer<typeof Payment>;

/** What the merchant's page learns when a payment changes: status, amounts, masked method and version only. */
export const PaymentUpdate = z.strictObject({
  id: idOf('payment'),
  status: PaymentStatus,
  pending_operation: PendingOperation.nullable(),
  ...amounts,
  method: MaskedMethod.nullable(),
  decline_code: DeclineCode.nullable(),
  version: z.int().min(1),
});
export type PaymentUpdate = z.infer<typeof PaymentUpdate>;

/** What the shopper's own frame is answered: the update, the two names by which the payment is known afterwards, and what is asked of the shopper. */
export const PaymentResult = z.strictObject({
  ...PaymentUpdate.shape,
  payment_token: z.string(),
  record_number: z.string(),
  action: PaymentAction.nullable(),
});
export type PaymentResult = z.infer<typeof PaymentResult>;

/** One line of a payment's timeline. */
export const PaymentEvent = z.strictObject({
  id: idOf('event'),
  object: z.literal('payment_event'),
  type: z.string().regex(/^(payment|refund|dispute)\.[a-z_]+$/),
  status: PaymentStatus,
  version: z.int().min(1),
  amount_minor: AmountMinor.nullable(),
  actor: z.strictObject({
    type: z.enum(['shopper', 'api_key', 'user', 'system']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  detail: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type PaymentEvent = z.infer<typeof PaymentEvent>;

/** One request to a processor, durable before it was sent. Where one processor decided upon nothing the next has an attempt of its own. */
export const PaymentAttempt = z.strictObject({
  id: idOf('attempt'),
  object: z.literal('payment_attempt'),
  payment: idOf('payment'),
  type: z.enum(['authorize', 'capture', 'void', 'refund']),
  state: z.enum(['in_flight', 'unknown', 'succeeded', 'declined', 'refused', 'absent']),
  amount_minor: AmountMinor,
  currency: Currency,
  processor: z.string(),
  processor_reference: z.string().nullable(),
  /**
   * Why it did not succeed: a decline code, `not_processed` where another processor was asked, `reference_unknown` where the same one was asked
   * again with the card itself, or the processor's own word.
   */
  reason: z.string().nullable(),
  /** True where it was done in the processor’s own dashboard, and adopted. */
  made_outside: z.boolean(),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});
export type PaymentAttempt = z.infer<typeof PaymentAttempt>;

import * as z from 'zod';

const CardDetails = z.object({
  capture_before: z.number().nullish(),
  network_transaction_id: z.string().nullish(),
});

const Charge = z.object({
  payment_method_details: z.object({ card: CardDetails.nullish() }).nullish(),
  amount_refunded: z.int().nullish(),
});

const PaymentError = z.object({ code: z.string().optional(), decline_code: z.string().optional() });

/** As much of a PaymentIntent as we rely on; Stripe adds fields as it likes. `latest_charge` is asked for expanded. */
export const PaymentIntentReply = z.object({
  id: z.string().min(1),
  status: z.string(),
  amount: z.int(),
  amount_capturable: z.int(),
  amount_received: z.int(),
  created: z.int(),
  currency: z.string(),
  metadata: z.record(z.string(), z.string()),
  last_payment_error: PaymentError.nullish(),
  latest_charge: Charge.nullish(),
});
export type PaymentIntentReply = z.infer<typeof PaymentIntentReply>;

export const RefundReply = z.object({
  id: z.string().min(1),
  status: z.string().nullable(),
  amount: z.int(),
  metadata: z.record(z.string(), z.string()).nullable(),
});
export type RefundReply = z.infer<typeof RefundReply>;

/** An event of a webhook. Its object is parsed by what it is about. */
export const WebhookEvent = z.object({ type: z.string(), data: z.object({ object: z.unknown() }) });
export type WebhookEvent = z.infer<typeof WebhookEvent>;

const Metadata = z.record(z.string(), z.string());

export const PaymentMethodReply = z.object({ id: z.string().min(1) });
export const CustomerReply = z.object({ id: z.string().min(1), metadata: Metadata });
/** A token that stands for a security code, once. */
export const CodeTokenReply = z.object({ id: z.string().min(1) });

export const IntentNotice = z.object({ id: z.string().min(1), metadata: Metadata });
export const RefundNotice = z.object({ payment_intent: z.string().nullable(), metadata: Metadata.nullable() });
export const ChargeNotice = z.object({ payment_intent: z.string().nullable() });

const DisputedIntent = z.object({ metadata: Metadata, currency: z.string(), amount_received: z.int() });

/** An early fraud warning, asked for with its intent expanded. */
export const WarningReply = z.object({
  id: z.string().min(1),
  fraud_type: z.string(),
  payment_intent: DisputedIntent.nullish(),
});

/** A dispute, asked for with its intent expanded. */
export const DisputeReply = z.object({
  id: z.string().min(1),
  status: z.string(),
  amount: z.int().positive(),
  currency: z.string(),
  reason: z.string(),
  evidence_details: z.object({ due_by: z.int().nullish() }).nullish(),
  payment_intent: DisputedIntent.nullish(),
});

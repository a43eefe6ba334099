import * as z from 'zod';
import { idOf } from './ids.ts';
import { withoutPan } from './metadata.ts';
import { CardBrand, PaymentMethodType } from './method.ts';
import { AmountMinor, Currency } from './money.ts';
import { Mode } from './payment.ts';
import { listOf } from './rest.ts';
import { setOf } from './set-of.ts';

/** Processors that a merchant may have an account at. The sandbox bank is none: it needs no account. */
export const ProcessorKind = z.enum(['stripe', 'braintree']);
export type ProcessorKind = z.infer<typeof ProcessorKind>;

/** What each kind takes. A bank debit at either wants a verification of the account that nothing of ours waits for (decision 0060). */
export const PROCESSOR_METHODS: Readonly<Record<ProcessorKind, readonly PaymentMethodType[]>> = {
  stripe: ['card'],
  braintree: ['card'],
};

/** Which payments an account takes; an empty list is all. Amounts are in minor units of the payment's currency. */
export const RoutingRule = z.strictObject({
  methods: setOf(PaymentMethodType, { max: 2 }).default([]),
  brands: setOf(CardBrand, { max: 20 }).default([]),
  currencies: setOf(Currency, { max: 50 }).default([]),
  min_amount_minor: AmountMinor.nullable().default(null),
  max_amount_minor: AmountMinor.nullable().default(null),
});
export type RoutingRule = z.infer<typeof RoutingRule>;

/** A merchant's account at a processor, as the API shows it: never its credentials, only how they end. */
export const ProcessorAccount = z.strictObject({
  id: idOf('processorAccount'),
  object: z.literal('processor_account'),
  mode: Mode,
  processor: ProcessorKind,
  credentials_hint: z.string(),
  /** Where the processor delivers its webhooks to; set it up in the processor's own dashboard. */
  webhook_url: z.url(),
  enabled: z.boolean(),
  /** The lowest takes what its rule lets it. */
  priority: z.int(),
  rule: RoutingRule,
  created_by: z.string().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type ProcessorAccount = z.infer<typeof ProcessorAccount>;

export const ProcessorAccountList = listOf(ProcessorAccount);
export type ProcessorAccountList = z.infer<typeof ProcessorAccountList>;

/** A secret or restricted key of the merchant's own account at Stripe, and the secret that Stripe signs its webhooks to us with. */
export const StripeCredentials = z.strictObject({
  secret_key: z
    .string()
    .regex(/^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,250}$/, 'must be a secret or restricted key of Stripe (sk_… or rk_…)')
    .meta({ examples: ['rk_test_YOUR_RESTRICTED_KEY'] }),
  webhook_secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=_-]{8,250}$/, 'must be the signing secret of a webhook endpoint at Stripe (whsec_…)')
    .meta({ examples: ['whsec_YOUR_SIGNING_SECRET'] })
    .optional(),
});
export type StripeCredentials = z.infer<typeof StripeCredentials>;

const BraintreeKey = withoutPan(
  z.string().regex(/^[A-Za-z0-9]{8,64}$/, 'must be letters and digits, as Braintree shows it'),
);

/** API keys of the merchant's own account at Braintree. Test mode is Braintree's sandbox, live mode its production. */
export const BraintreeCredentials = z.strictObject({
  merchant_id: BraintreeKey.meta({ examples: ['yourmerchantid'] }),
  public_key: BraintreeKey.meta({ examples: ['yourpublickey'] }),
  private_key: BraintreeKey.meta({ examples: ['yourprivatekey'] }),
});
export type BraintreeCredentials = z.infer<typeof BraintreeCredentials>;

const Priority = z.int().min(0).max(100);

const created = { priority: Priority.default(10), rule: RoutingRule.prefault({}) };

/** Credentials are written once and never shown again. */
export const CreateProcessorAccount = z.discriminatedUnion('processor', [
  z.strictObject({ processor: z.literal('stripe'), ...StripeCredentials.shape, ...created }),
  z.strictObject({ processor: z.literal('braintree'), ...BraintreeCredentials.shape, ...created }),
]);
export type CreateProcessorAccount = z.infer<typeof CreateProcessorAccount>;

/**
 * What is left out stays. New credentials, of the account's own processor, replace the old ones at once; payments that the account took
 * stay with it.
 */
export const UpdateProcessorAccount = z.strictObject({
  ...StripeCredentials.partial().shape,
  ...BraintreeCredentials.partial().shape,
  priority: Priority.optional(),
  rule: RoutingRule.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateProcessorAccount = z.infer<typeof UpdateProcessorAccount>;

/** What the processor said when its account was tried. */
export const ProcessorCheck = z.strictObject({
  object: z.literal('processor_check'),
  healthy: z.boolean(),
  detail: z.string(),
});
export type ProcessorCheck = z.infer<typeof ProcessorCheck>;

/** What a processor is answered whose webhook was verified and heeded. */
export const ProcessorWebhookReceipt = z.strictObject({
  object: z.literal('processor_webhook_receipt'),
  received: z.literal(true),
});
export type ProcessorWebhookReceipt = z.infer<typeof ProcessorWebhookReceipt>;

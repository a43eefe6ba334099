import * as z from 'zod';
import { idOf } from './ids.ts';
import { CardBrand, PaymentMethodType } from './method.ts';
import { AmountMinor, Currency } from './money.ts';
import { Mode } from './payment.ts';
import { listOf } from './rest.ts';

/** Processors that a merchant may have an account at. The sandbox bank is none: it needs no account. */
export const ProcessorKind = z.enum(['stripe']);
export type ProcessorKind = z.infer<typeof ProcessorKind>;

/** Which payments an account takes; an empty list is all. Amounts are in minor units of the payment's currency. */
export const RoutingRule = z.strictObject({
  methods: z.array(PaymentMethodType).max(2).default([]),
  brands: z.array(CardBrand).max(20).default([]),
  currencies: z.array(Currency).max(50).default([]),
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

/** A secret or restricted key of the merchant's own account at Stripe. Written once, never shown again. */
const ProcessorSecret = z
  .string()
  .regex(/^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,250}$/, 'must be a secret or restricted key of Stripe (sk_… or rk_…)')
  .meta({ examples: ['rk_test_YOUR_RESTRICTED_KEY'] });

const Priority = z.int().min(0).max(100);

export const CreateProcessorAccount = z.strictObject({
  processor: ProcessorKind,
  secret_key: ProcessorSecret,
  priority: Priority.default(10),
  rule: RoutingRule.prefault({}),
});
export type CreateProcessorAccount = z.infer<typeof CreateProcessorAccount>;

/** What is left out stays. A new secret key replaces the old one at once; payments that the account took stay with it. */
export const UpdateProcessorAccount = z.strictObject({
  secret_key: ProcessorSecret.optional(),
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

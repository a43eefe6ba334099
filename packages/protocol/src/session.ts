import * as z from 'zod';
import { idOf } from './ids.ts';
import { isOrigin } from './is-origin.ts';
import { MAX_VERSION } from './limits.ts';
import { freeText, Metadata, NewMetadata } from './metadata.ts';
import { MaskedMethod, PaymentMethodType } from './method.ts';
import { AmountMinor, Currency, PositiveAmountMinor } from './money.ts';
import { FeeMode, Mode, PaymentResult } from './payment.ts';
import { setOf } from './set-of.ts';

export const SessionStatus = z.enum(['open', 'processing', 'completed', 'expired', 'canceled']);
export type SessionStatus = z.infer<typeof SessionStatus>;

/** What a page's script may do on the session's payment. */
export const PageMay = z.enum(['confirm', 'cancel']);
export type PageMay = z.infer<typeof PageMay>;

export const CaptureMethod = z.enum(['manual', 'automatic']);
export type CaptureMethod = z.infer<typeof CaptureMethod>;

/** An origin as browsers write it: scheme, host and, where it is not the default, port. */
export const Origin = z
  .string()
  .max(300)
  .refine(isOrigin, 'must be an origin such as https://shop.example, without a path or a wildcard: name each by itself')
  .meta({ format: 'origin' });

export const SessionKind = z.enum(['payment', 'setup']);
export type SessionKind = z.infer<typeof SessionKind>;

/** Whether the security code of a saved card is asked for again. */
export const SavedCardCode = z.enum(['required', 'optional']);
export type SavedCardCode = z.infer<typeof SavedCardCode>;

/**
 * Body of `POST /v1/sessions`. A session of mode `setup` saves a payment method and has no amount; what it saves belongs to `customer`. With
 * `payment_method` the shopper pays with that saved card, and types its security code alone.
 */
const CreateSessionBody = z.strictObject({
  mode: SessionKind.default('payment'),
  amount_minor: PositiveAmountMinor.optional(),
  customer: idOf('customer').optional(),
  payment_method: idOf('paymentMethod').optional(),
  currency: Currency,
  origin: Origin,
  reference: freeText(200).optional(),
  methods: setOf(PaymentMethodType, { min: 1, max: 2 }).optional(),
  capture: CaptureMethod.default('manual'),
  page_may: setOf(PageMay, { max: 2 }).default([]),
  expires_at: z.iso.datetime().optional(),
  metadata: NewMetadata.default({}),
});
export const CreateSession = CreateSessionBody.superRefine(
  ({ mode, amount_minor, payment_method, methods }, context) => {
    if (payment_method !== undefined && mode === 'setup') {
      const message = 'must be left out: a setup session saves another method';
      context.addIssue({ code: 'custom', path: ['payment_method'], message });
    }
    if (payment_method !== undefined && methods !== undefined) {
      const message = 'must be left out: the saved method is the only one';
      context.addIssue({ code: 'custom', path: ['methods'], message });
    }
    if ((mode === 'payment') === (amount_minor !== undefined)) return;
    const message =
      mode === 'payment'
        ? 'is required: a whole number of minor units, such as 4900 for 49.00'
        : 'must be left out: a setup session asks for no money';
    context.addIssue({ code: 'custom', path: ['amount_minor'], message });
    // What an example of a first request shows beside what every kind of session requires.
  },
).meta({ 'x-usual': ['amount_minor'] });
export type CreateSession = z.infer<typeof CreateSession>;

/**
 * Body of `POST /v1/sessions/{id}`: what is left out stays as it is. Metadata is merged; a key with an empty value goes. `expected_revision`
 * refuses the update where somebody else was faster.
 */
export const UpdateSession = z.strictObject({
  amount_minor: PositiveAmountMinor.optional(),
  currency: Currency.optional(),
  reference: freeText(200).nullable().optional(),
  methods: setOf(PaymentMethodType, { min: 1, max: 2 }).optional(),
  expires_at: z.iso.datetime().optional(),
  metadata: NewMetadata.optional(),
  expected_revision: z.int().min(1).max(MAX_VERSION).optional(),
});
export type UpdateSession = z.infer<typeof UpdateSession>;

/** A session as REST shows it. `pt_token` is only in the answers that make one. */
export const Session = z.strictObject({
  id: idOf('session'),
  object: z.literal('session'),
  mode: Mode,
  kind: SessionKind,
  session_key: z.string(),
  status: SessionStatus,
  revision: z.int().min(1),
  generation: z.int().min(1),
  amount_minor: AmountMinor,
  fee_minor: AmountMinor,
  fee_mode: FeeMode,
  total_minor: AmountMinor,
  currency: Currency,
  origin: Origin,
  reference: z.string().nullable(),
  customer: idOf('customer').nullable(),
  payment_method: idOf('paymentMethod').nullable(),
  methods: z.array(PaymentMethodType),
  capture: CaptureMethod,
  page_may: z.array(PageMay),
  payment: PaymentResult.nullable(),
  metadata: Metadata,
  expires_at: z.iso.datetime(),
  created_at: z.iso.datetime(),
  pt_token: z.string().optional(),
});
export type Session = z.infer<typeof Session>;

/** The session as its own fields see it. */
export const SessionView = z.strictObject({
  id: idOf('session'),
  status: SessionStatus,
  revision: z.int().min(1),
  kind: SessionKind,
  merchant_uid: idOf('merchant'),
  merchant_name: z.string(),
  amount_minor: AmountMinor,
  fee_minor: AmountMinor,
  total_minor: AmountMinor,
  currency: Currency,
  methods: z.array(PaymentMethodType),
  page_may: z.array(PageMay),
  /** The saved card that is paid with, where the session names one. */
  saved_method: z.strictObject({ id: idOf('paymentMethod'), method: MaskedMethod, code: SavedCardCode }).nullable(),
  payment: PaymentResult.nullable(),
  expires_at: z.iso.datetime(),
});
export type SessionView = z.infer<typeof SessionView>;

import * as z from 'zod';
import { Billing } from './fields-namespace.ts';
import { Metadata } from './metadata.ts';
import { CardBrand, PaymentMethodType } from './method.ts';
import { AmountMinor } from './money.ts';
import { PaymentMethodResult } from './payment-method.ts';
import { PaymentResult, PaymentUpdate } from './payment.ts';
import { SessionView } from './session.ts';
import { FieldKind } from './tokens.ts';

/**
 * What a frame can be: a field; `session`, which holds the socket of a page that shows a payment but no field; or `challenge`, in which a
 * bank asks its cardholder.
 */
export const FrameKind = z.enum([...FieldKind.options, 'session', 'challenge']);
export type FrameKind = z.infer<typeof FrameKind>;

/** Chosen by the SDK for each frame; stands in the name of its iframe. */
export const FrameId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

const CallId = z.int().min(1);
const Token = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_.-]+$/);

/**
 * A CSS value. It names no address: no function but those of colours and sums may be called, so none of `url()`, `image-set()`, `attr()`
 * and `var()` can, and no character may stand in it that ends a declaration. The frame's policy allows no request besides.
 */
const CssValue = z
  .string()
  .max(200)
  .regex(
    /^(?:(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|calc|min|max|clamp)\(|[^;{}<>\\@(:])*$/,
  );

/** The parts of a field that a rule may style, in the states that it may name. None of them can tell what was typed. */
export const AppearanceSelector = z.enum([
  'field',
  'field:focus',
  'field:invalid',
  'input',
  'input:hover',
  'input:focus',
  'input:invalid',
  'input:disabled',
  'placeholder',
  'label',
  'label:focus',
  'label:invalid',
  'icon',
]);
export type AppearanceSelector = z.infer<typeof AppearanceSelector>;

/** The properties that a rule may set: paint, type and inner space. None moves a frame, and none loads anything. */
export const AppearanceProperty = z.enum([
  'color',
  'background-color',
  'border',
  'border-radius',
  'box-shadow',
  'caret-color',
  'font-size',
  'font-style',
  'font-weight',
  'letter-spacing',
  'line-height',
  'opacity',
  'outline',
  'outline-offset',
  'padding',
  'text-align',
  'text-decoration',
  'text-shadow',
  'text-transform',
]);
export type AppearanceProperty = z.infer<typeof AppearanceProperty>;

/** How a field looks: a theme to begin with, variables over it, rules over those. */
export const Appearance = z.strictObject({
  /** Colours of our own instead of the page's; `system` follows the shopper's device, live. */
  theme: z.enum(['light', 'dark', 'system']).optional(),
  /** A label of the frame's own: `floating` stands in an empty field and above a filled one. */
  labels: z.enum(['hidden', 'floating']).optional(),
  color: CssValue.optional(),
  backgroundColor: CssValue.optional(),
  placeholderColor: CssValue.optional(),
  invalidColor: CssValue.optional(),
  focusColor: CssValue.optional(),
  caretColor: CssValue.optional(),
  fontFamily: CssValue.optional(),
  fontSize: CssValue.optional(),
  fontWeight: CssValue.optional(),
  letterSpacing: CssValue.optional(),
  padding: CssValue.optional(),
  colorScheme: z.enum(['light', 'dark']).optional(),
  rules: z.partialRecord(AppearanceSelector, z.partialRecord(AppearanceProperty, CssValue)).optional(),
});
export type Appearance = z.infer<typeof Appearance>;

/** A BCP 47 language tag. */
const Locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z0-9-]+$/);

/** What the page may say about one field. `messages` overrides strings by their code. */
export const FieldSetup = z.strictObject({
  label: z.string().max(100).optional(),
  placeholder: z.string().max(100).optional(),
  disabled: z.boolean().optional(),
  /** Shows dots for what is typed. */
  masked: z.boolean().optional(),
  /** Moves on by itself once a field is complete. Off unless asked for: people who cannot see where the focus went are lost. */
  autoAdvance: z.boolean().optional(),
  /** Whose postal codes are expected, ISO 3166-1; any country's while it is not known. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  locale: Locale.optional(),
  messages: z.record(z.string().max(60), z.string().max(600)).optional(),
  appearance: Appearance.optional(),
});
export type FieldSetup = z.infer<typeof FieldSetup>;

/** Frame to page, as a window message to the one allowed origin: the document runs and listens. */
export const FrameBoot = z.strictObject({ type: z.literal('fieldfare:boot'), frame: FrameId });
export type FrameBoot = z.infer<typeof FrameBoot>;

/**
 * Page to frame, as a window message that transfers the port of all later control messages. Only a window message has a source and an
 * origin that the frame can check, so the PT token travels in this one alone; a later one renews the session of the same frame.
 */
export const FrameConnect = z.strictObject({
  type: z.literal('fieldfare:connect'),
  frame: FrameId,
  pt_token: Token.nullable(),
  setup: FieldSetup.nullable(),
});
export type FrameConnect = z.infer<typeof FrameConnect>;

const call = { call: CallId };

/** Page to frame over the port. `sibling` transfers a port to the host, `host` its other end to the sibling. */
export const PageMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('setup'), setup: FieldSetup }),
  z.strictObject({ type: z.literal('focus') }),
  z.strictObject({ type: z.literal('clear') }),
  z.strictObject({ type: z.literal('host') }),
  z.strictObject({ type: z.literal('sibling'), frame: FrameId, kind: z.enum([...FieldKind.options, 'challenge']) }),
  z.strictObject({ type: z.literal('sibling_gone'), frame: FrameId }),
  z.strictObject({
    type: z.literal('pay'),
    ...call,
    method: PaymentMethodType,
    billing: Billing.optional(),
    metadata: Metadata.optional(),
  }),
  z.strictObject({ type: z.literal('tokenize'), ...call, method: PaymentMethodType }),
  z.strictObject({ type: z.literal('confirm'), ...call, amount_minor: AmountMinor.optional() }),
  z.strictObject({ type: z.literal('cancel'), ...call }),
  z.strictObject({ type: z.literal('abort'), ...call }),
  /** The shopper gave the bank's question up. */
  z.strictObject({ type: z.literal('dismiss') }),
]);
export type PageMessage = z.infer<typeof PageMessage>;

/** Why a field's value is not good yet: a stable code and a whole sentence for the shopper. */
export const FieldProblem = z.strictObject({ code: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** All that a page ever learns of a field. */
export const FieldState = z.strictObject({
  kind: FrameKind,
  focused: z.boolean(),
  empty: z.boolean(),
  dirty: z.boolean(),
  complete: z.boolean(),
  valid: z.boolean(),
  error: FieldProblem.nullable(),
  brand: CardBrand.nullable(),
});
export type FieldState = z.infer<typeof FieldState>;

/** Why a call did not end in a payment; `field` names the frame at fault. */
export const CallError = z.strictObject({
  code: z.string(),
  detail: z.string(),
  message: z.string(),
  frame: FrameId.nullable(),
});
export type CallError = z.infer<typeof CallError>;

/**
 * `status` is the payment's, or `saved` (a payment method, and nothing charged), `invalid` (a field is not good), `error` (certainly not
 * charged by this call), `unknown` (perhaps charged).
 */
export const CallResult = z.strictObject({
  status: z.string(),
  payment: PaymentResult.nullable(),
  payment_method: PaymentMethodResult.optional(),
  error: CallError.nullable(),
});
export type CallResult = z.infer<typeof CallResult>;

export const ConnectionState = z.enum(['connecting', 'connected', 'reconnecting', 'closed']);
export type ConnectionState = z.infer<typeof ConnectionState>;

/** Frame to page over the port. */
export const FrameMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** What the frame's element is to be called, in the words and the language of its field. */
  z.strictObject({ type: z.literal('title'), title: z.string() }),
  z.strictObject({ type: z.literal('change'), state: FieldState }),
  z.strictObject({ type: z.literal('submit') }),
  /** The first digits of a whole card number, where the merchant's profile allows it; null once the number is no longer whole. */
  z.strictObject({
    type: z.literal('bin'),
    bin: z
      .string()
      .regex(/^(?:\d{6}|\d{8})$/)
      .nullable(),
  }),
  z.strictObject({ type: z.literal('connection'), state: ConnectionState, detail: z.string().nullable() }),
  z.strictObject({ type: z.literal('session'), session: SessionView }),
  z.strictObject({ type: z.literal('status'), payment: PaymentUpdate }),
  z.strictObject({ type: z.literal('session_needed'), detail: z.string() }),
  /** What a payer of a bank account agrees to, to be shown beside the button that pays. */
  z.strictObject({ type: z.literal('mandate'), text: z.string() }),
  /** The bank has a question for its cardholder, and then has none any more. */
  z.strictObject({ type: z.literal('challenge'), open: z.boolean() }),
  z.strictObject({ type: z.literal('error'), error: CallError }),
  z.strictObject({ type: z.literal('result'), ...call, result: CallResult }),
]);
export type FrameMessage = z.infer<typeof FrameMessage>;

/** Host to sibling over their own port. */
export const HostMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('credentials'),
    host_token: Token,
    payload_key: Token,
    sibling_token: Token,
    server_time: z.iso.datetime(),
  }),
  z.strictObject({ type: z.literal('brand'), brand: CardBrand.nullable() }),
  z.strictObject({ type: z.literal('country'), country: z.string().max(2) }),
  z.strictObject({ type: z.literal('collect'), ...call }),
  z.strictObject({
    type: z.literal('challenge'),
    host_token: Token,
    payload_key: Token,
    server_time: z.iso.datetime(),
    merchant_name: z.string(),
    amount: z.string(),
    digits: z.int().min(4).max(8),
    tries_left: z.int().min(1).max(10),
    has_failed: z.boolean(),
  }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

/** Sibling to host over their own port: `checked` at once, the value as soon as the host is verified, and only sealed to the host's key. */
export const SiblingMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('redeem'), sibling_token: Token }),
  z.strictObject({ type: z.literal('refused'), detail: z.string() }),
  z.strictObject({ type: z.literal('country'), country: z.string().max(2) }),
  z.strictObject({ type: z.literal('brand'), brand: CardBrand.nullable() }),
  z.strictObject({ type: z.literal('checked'), ...call, problem: FieldProblem.nullable() }),
  z.strictObject({ type: z.literal('value'), ...call, sealed: Token }),
  z.strictObject({ type: z.literal('answer'), sealed: Token }),
  z.strictObject({ type: z.literal('dismiss') }),
]);
export type SiblingMessage = z.infer<typeof SiblingMessage>;

/** What a sealed value (JWE, typ `fieldfare-sealed+jwt`) says inside: one field's value for one collection of one session. */
export const SealedValue = z.strictObject({
  session_key: z.string(),
  kind: z.enum([...FieldKind.options, 'challenge']),
  call: CallId,
  value: z.string().max(200),
});
export type SealedValue = z.infer<typeof SealedValue>;

/** Between frames of the fields origin (BroadcastChannel): a sibling asks whether a real frame holds the sealing key it was told to use. */
export const KeyQuestion = z.strictObject({
  type: z.literal('ask'),
  nonce: z.string().max(64),
  thumbprint: z.string().max(64),
});
export type KeyQuestion = z.infer<typeof KeyQuestion>;
export const KeyConfirmation = z.strictObject({ type: z.literal('mine'), nonce: z.string().max(64) });
export type KeyConfirmation = z.infer<typeof KeyConfirmation>;

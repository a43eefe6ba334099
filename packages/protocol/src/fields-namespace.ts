import * as z from 'zod';
import { PaymentAction } from './action.ts';
import { idOf, RequestId } from './ids.ts';
import { EcPublicJwk, SealingPublicJwk } from './jwk.ts';
import { Email, freeText, Metadata } from './metadata.ts';
import { PaymentMethodType } from './method.ts';
import { AmountMinor, Currency } from './money.ts';
import { PaymentResult, PaymentUpdate } from './payment.ts';
import { PaymentMethodResult } from './payment-method.ts';
import { SessionView } from './session.ts';
import { ChallengeAction, FieldKind } from './tokens.ts';

/** `auth` of the /fields handshake: a PT token for a new host, or a host token to resume. */
export const FieldsAuth = z.union([
  z.strictObject({ protocol: z.int(), pt_token: z.string().max(4096) }),
  z.strictObject({ protocol: z.int(), host_token: z.string().max(4096) }),
]);
export type FieldsAuth = z.infer<typeof FieldsAuth>;

/** ISO 3166-1 alpha-2. */
const CountryCode = z.string().regex(/^[A-Z]{2}$/);

/** Whether payments may come from where the shopper is: `required` asks for `host:location`, `unknown` is a country that nobody knows. */
export const LocationStatus = z.enum(['allowed', 'required', 'not_allowed', 'unknown']);
export type LocationStatus = z.infer<typeof LocationStatus>;

const request = { request_id: RequestId };
const CompactJwt = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_.-]+$/);

export const HostTokenRequest = z.strictObject({
  ...request,
  keys: z.strictObject({ signing: EcPublicJwk, sealing: SealingPublicJwk }),
  observed_origin: freeText(300),
  proof: CompactJwt,
});
export const HostResumeRequest = z.strictObject({ ...request, proof: CompactJwt });
/** Where the page says that its shopper is. It can only tighten what the IP says. */
export const HostLocationRequest = z.strictObject({
  ...request,
  country: CountryCode.optional(),
  region: freeText(100).optional(),
  coordinates: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional(),
});
export const SiblingTokensRequest = z.strictObject({
  ...request,
  kinds: z.array(FieldKind).min(1).max(FieldKind.options.length),
});
export const SiblingConnectRequest = z.strictObject({ ...request, sibling_token: CompactJwt, kind: FieldKind });
export const CalculateFeeRequest = z.strictObject({
  ...request,
  method: PaymentMethodType,
  bin: z
    .string()
    .regex(/^\d{6}(\d{2})?$/)
    .optional(),
});
export const ChallengeRequest = z.strictObject({
  ...request,
  action: ChallengeAction,
  method: PaymentMethodType,
  amount_minor: AmountMinor,
  total_minor: AmountMinor,
  currency: Currency,
});
export const Billing = z.strictObject({
  name: freeText(100).optional(),
  email: Email.optional(),
  line1: freeText(200).optional(),
  line2: freeText(200).optional(),
  city: freeText(100).optional(),
  state: freeText(100).optional(),
  postal_code: freeText(16).optional(),
  country: CountryCode.optional(),
});
export type Billing = z.infer<typeof Billing>;
export const ProcessPaymentRequest = z.strictObject({
  ...request,
  challenge_token: CompactJwt,
  card: CompactJwt,
  billing: Billing.optional(),
  metadata: Metadata.optional(),
});
/** Saves the card or bank account of the payload for later, and asks for no money. */
export const TokenizePaymentMethodRequest = z.strictObject({
  ...request,
  challenge_token: CompactJwt,
  card: CompactJwt,
});
/** The shopper's answer to the action of a payment that is `requires_action`. */
export const CompleteActionRequest = z.strictObject({
  ...request,
  action_id: idOf('action'),
  code: z.string().regex(/^\d{4,8}$/),
});
/** The shopper gives the action up: the payment is declined with `authentication_failed`, and the session is open again. */
export const AbandonActionRequest = z.strictObject({ ...request, action_id: idOf('action') });
export const PagePaymentRequest = z.strictObject({ ...request, amount_minor: AmountMinor.optional() });
export const PaymentStatusRequest = z.strictObject({ ...request });
export const TokenRefreshRequest = z.strictObject({ ...request });

/** Every client event of the /fields namespace with the schema of its payload: the only source of the event types and the compiled validators. */
export const FIELDS_REQUESTS = {
  'host:hostToken': HostTokenRequest,
  'host:resume': HostResumeRequest,
  'host:location': HostLocationRequest,
  'host:siblingTokens': SiblingTokensRequest,
  'sibling:connect': SiblingConnectRequest,
  'host:calculateFee': CalculateFeeRequest,
  'host:challengeToken': ChallengeRequest,
  process_payment: ProcessPaymentRequest,
  tokenize_payment_method: TokenizePaymentMethodRequest,
  complete_action: CompleteActionRequest,
  abandon_action: AbandonActionRequest,
  confirm_payment: PagePaymentRequest,
  cancel_payment: PagePaymentRequest,
  payment_status: PaymentStatusRequest,
  token_refresh: TokenRefreshRequest,
} as const;
export type FieldsEvent = keyof typeof FIELDS_REQUESTS;
export type FieldsRequest<E extends FieldsEvent> = z.infer<(typeof FIELDS_REQUESTS)[E]>;

const answer = { request_id: z.string(), timestamp: z.iso.datetime() };

export const HostTokenAnswer = z.strictObject({
  type: z.literal('host_token'),
  ...answer,
  host_token: z.string(),
  session_key: z.string(),
  payload_key: z.string(),
  session: SessionView,
  location: LocationStatus,
  server_time: z.iso.datetime(),
});
export const HostResumedAnswer = z.strictObject({ ...HostTokenAnswer.shape, type: z.literal('host_resumed') });
export const LocationAnswer = z.strictObject({ type: z.literal('location'), ...answer, status: z.literal(200) });
export const SiblingTokensAnswer = z.strictObject({
  type: z.literal('sibling_tokens'),
  ...answer,
  tokens: z.array(z.strictObject({ kind: FieldKind, sibling_token: z.string() })),
});
export const SiblingSessionAnswer = z.strictObject({
  type: z.literal('sibling_session'),
  ...answer,
  kind: FieldKind,
  session_key: z.string(),
});
export const FeeAnswer = z.strictObject({
  type: z.literal('fee'),
  ...answer,
  fee_minor: AmountMinor,
  total_minor: AmountMinor,
});
export const ChallengeAnswer = z.strictObject({
  type: z.literal('challenge'),
  ...answer,
  challenge_token: z.string(),
  challenge: z.string(),
  fee_minor: AmountMinor,
  expires_at: z.iso.datetime(),
});
export const PaymentResultAnswer = z.strictObject({
  type: z.literal('payment_result'),
  ...answer,
  payment: PaymentResult,
});
export const PaymentMethodAnswer = z.strictObject({
  type: z.literal('payment_method'),
  ...answer,
  payment_method: PaymentMethodResult,
});
export const PaymentStatusAnswer = z.strictObject({
  type: z.literal('payment_status'),
  ...answer,
  session: SessionView,
});

/** The host token and the payload key anew, for as long as the session has come to live. */
export const TokenAnswer = z.strictObject({
  type: z.literal('token'),
  ...answer,
  host_token: z.string(),
  payload_key: z.string(),
  expires_at: z.iso.datetime(),
  server_time: z.iso.datetime(),
});

/** What every event's acknowledgement is when it succeeds. */
export const FIELDS_ANSWERS = {
  'host:hostToken': HostTokenAnswer,
  'host:resume': HostResumedAnswer,
  'host:location': LocationAnswer,
  'host:siblingTokens': SiblingTokensAnswer,
  'sibling:connect': SiblingSessionAnswer,
  'host:calculateFee': FeeAnswer,
  'host:challengeToken': ChallengeAnswer,
  process_payment: PaymentResultAnswer,
  tokenize_payment_method: PaymentMethodAnswer,
  complete_action: PaymentResultAnswer,
  abandon_action: PaymentResultAnswer,
  confirm_payment: PaymentResultAnswer,
  cancel_payment: PaymentResultAnswer,
  payment_status: PaymentStatusAnswer,
  token_refresh: TokenAnswer,
} as const;
export type FieldsAnswer<E extends FieldsEvent> = z.infer<(typeof FIELDS_ANSWERS)[E]>;

/** What every event's acknowledgement is when it fails. */
export const ErrorAnswer = z.strictObject({
  type: z.literal('error'),
  ...answer,
  code: z.string(),
  detail: z.string(),
  message: z.string(),
  param: z.string().optional(),
  retryable: z.boolean(),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;

/** `nonce` is fresh for each connection; the host signs it. After a PT token comes `host:hostToken`, after a host token `host:resume`. */
export const ConnectionEstablished = z.strictObject({
  type: z.literal('connection_established'),
  merchant_uid: idOf('merchant'),
  session_key: z.string(),
  nonce: z.string(),
  next: z.enum(['host:hostToken', 'host:resume']),
  server_time: z.iso.datetime(),
});

/** Pushed when a payment begins to wait for its shopper, and again when a wrong answer left tries. */
export const PaymentActionRequired = z.strictObject({
  id: idOf('payment'),
  version: z.int().min(1),
  action: PaymentAction,
});
export type PaymentActionRequired = z.infer<typeof PaymentActionRequired>;

export const FIELDS_PUSHES = {
  connection_established: ConnectionEstablished,
  'payment:updated': PaymentUpdate,
  'payment:action_required': PaymentActionRequired,
  'session:updated': SessionView,
  'location:updated': z.strictObject({ status: LocationStatus }),
  token_expiring: z.strictObject({ expires_at: z.iso.datetime() }),
  'session:closed': z.strictObject({
    reason: z.enum([
      'new_generation',
      'expired',
      'key_revoked',
      'merchant_disabled',
      'origin_removed',
      'shutting_down',
    ]),
  }),
} as const;
export type FieldsPush = keyof typeof FIELDS_PUSHES;
export type FieldsPushPayload<P extends FieldsPush> = z.infer<(typeof FIELDS_PUSHES)[P]>;

/** `error.data` of a refused handshake. */
export const RefusalData = z.strictObject({
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  request_id: z.string(),
});
export type RefusalData = z.infer<typeof RefusalData>;

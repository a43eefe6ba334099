import * as z from 'zod';
import { idOf } from './ids.ts';
import { MAX_VERSION } from './limits.ts';
import { Email, freeText, NewMetadata } from './metadata.ts';
import { Currency, PositiveAmountMinor, SumMinor } from './money.ts';
import { Mode, Payment, PaymentAttempt, PaymentEvent, PaymentStatus } from './payment.ts';
import { MerchantRole, Permission, UserRole } from './permissions.ts';
import { SecondFactorChallenge } from './second-factor.ts';
import { CaptureMethod } from './session.ts';
import { inQuery } from './in-query.ts';

/** Body of every REST error. */
export const RestError = z.strictObject({
  error: z.strictObject({
    type: z.string(),
    code: z.string(),
    message: z.string(),
    param: z.string().nullable(),
    request_id: z.string(),
    doc_url: z.string(),
  }),
});
export type RestError = z.infer<typeof RestError>;

/** A page of a list: newest first, and whether there is more. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ object: z.literal('list'), data: z.array(item), has_more: z.boolean() });
}

export const PaymentList = listOf(Payment);
export type PaymentList = z.infer<typeof PaymentList>;
export const PaymentAttemptList = listOf(PaymentAttempt);
export type PaymentAttemptList = z.infer<typeof PaymentAttemptList>;
export const PaymentEventList = listOf(PaymentEvent);
export type PaymentEventList = z.infer<typeof PaymentEventList>;

/**
 * Body of `POST /v1/payments`: charges a saved method without its shopper. `off_session` says that the merchant does so by itself (a
 * subscription, an agreed top-up); with `false` its customer asks for it at this moment, elsewhere than in our fields.
 */
export const CreatePayment = z.strictObject({
  payment_method: idOf('paymentMethod'),
  amount_minor: PositiveAmountMinor,
  currency: Currency,
  customer: idOf('customer').optional(),
  capture: CaptureMethod.default('manual'),
  reference: freeText(200).optional(),
  off_session: z.boolean().default(true),
  metadata: NewMetadata.default({}),
});
export type CreatePayment = z.infer<typeof CreatePayment>;

/**
 * Body of `POST /v1/payments/{id}/confirm`: all of it, or less (net of the service fee). `expected_total_minor` and `currency` say what the
 * caller believes was authorized; a payment whose session a publishable key created is confirmed by a key only where they are stated.
 */
export const ConfirmPayment = z.strictObject({
  amount_minor: PositiveAmountMinor.optional(),
  expected_total_minor: PositiveAmountMinor.optional(),
  currency: Currency.optional(),
  expected_version: z.int().min(1).max(MAX_VERSION).optional(),
});
export type ConfirmPayment = z.infer<typeof ConfirmPayment>;
export const CancelPayment = z.strictObject({
  reason: freeText(200).optional(),
  expected_version: z.int().min(1).max(MAX_VERSION).optional(),
});
export type CancelPayment = z.infer<typeof CancelPayment>;

/** The most that a summary counts: it stands for itself and all that is above it, so that counting costs the same at any size. */
export const SUMMARY_COUNT_CAP = 1_000;

/**
 * Payments by the UTC day on which they began and the part of them that was authorized, for the console's chart; in the currency that most
 * payments of those days have unless another is named. `volume_minor` is what was authorized, also where it was never captured.
 */
export const PaymentSummaryQuery = z.strictObject({
  days: inQuery(z.int().min(1).max(366).default(90)),
  currency: Currency.optional(),
});
export const PaymentSummary = z.strictObject({
  object: z.literal('payment_summary'),
  currency: Currency,
  /** Every currency of those days, the most frequent first. */
  currencies: z.array(Currency),
  days: z.array(
    z.strictObject({ date: z.iso.date(), attempts: z.int(), approved: z.int(), volume_minor: SumMinor.min(0) }),
  ),
  /** Of all days and currencies, by the status that payments have now. */
  counts: z.record(PaymentStatus, z.int().max(SUMMARY_COUNT_CAP)),
});
export type PaymentSummary = z.infer<typeof PaymentSummary>;

/** `shopper` names where a shopper's account is; without it somebody who works for a merchant or runs the installation signs in. */
export const SignIn = z.strictObject({
  email: Email,
  password: z.string().min(1).max(256),
  shopper: z.strictObject({ merchant: idOf('merchant'), mode: Mode }).optional(),
});
export type SignIn = z.infer<typeof SignIn>;
/** A password that somebody chooses; whether it is good enough, the answer says. */
const NewPassword = z.string().min(1).max(256);

/** Body of `POST /v1/console/password`: who is signed in changes their own. */
export const ChangePassword = z.strictObject({
  current_password: z.string().min(1).max(256),
  new_password: NewPassword,
});
/** Body of `POST /v1/console/one_time_password`: whoever was given a one-time password chooses their own. */
export const ReplaceOneTimePassword = z.strictObject({ ...SignIn.shape, new_password: NewPassword });
/** The password holds from now on; `ended_sessions` others of the same person are over. */
export const PasswordChanged = z.strictObject({
  object: z.literal('password_changed'),
  ended_sessions: z.int().min(0),
});
export type PasswordChanged = z.infer<typeof PasswordChanged>;
export const RefreshConsoleToken = z.strictObject({ refresh_token: z.string().max(200) });
export const SignedInUser = z.strictObject({
  id: idOf('user'),
  email: z.email(),
  name: z.string(),
  role: UserRole,
  merchants: z.array(
    z.strictObject({ id: idOf('merchant'), name: z.string(), role: MerchantRole, permissions: z.array(Permission) }),
  ),
  /** What the role itself allows, at whatever merchant. */
  permissions: z.array(Permission),
  /** Whether they have to set up a second factor before anything else: a merchant that they work for asks for one. Until then they have no rights. */
  must_set_up_second_factor: z.boolean(),
  /** Of a shopper: whose customer they are. */
  shopper: z
    .strictObject({ merchant: z.strictObject({ id: idOf('merchant'), name: z.string() }), mode: Mode })
    .nullable(),
});
export type SignedInUser = z.infer<typeof SignedInUser>;
/** `token` is the console token (5 minutes); `refresh_token` gets the next one until sign-out, 12 hours after sign-in, or a quarter of an hour in which nobody asked. */
export const ConsoleSignIn = z.strictObject({
  object: z.literal('console_session'),
  token: z.string(),
  expires_at: z.iso.datetime(),
  refresh_token: z.string(),
  refresh_expires_at: z.iso.datetime(),
  user: SignedInUser,
});
export type ConsoleSignIn = z.infer<typeof ConsoleSignIn>;
/** What signing in answers: a session, or where the account has a second factor what its code is sent with. */
export const SignInAnswer = z.discriminatedUnion('object', [ConsoleSignIn, SecondFactorChallenge]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;
export const ConsoleTokenAnswer = z.strictObject({
  object: z.literal('console_token'),
  token: z.string(),
  expires_at: z.iso.datetime(),
  /** There once after a change of the password, in the place of the one that was sent: whoever sends that one again ends the session. */
  refresh_token: z.string().optional(),
  user: SignedInUser,
});
export type ConsoleTokenAnswer = z.infer<typeof ConsoleTokenAnswer>;

import { Stripe } from 'stripe';
import { attemptReused } from '../attempt-reused.ts';

/** What a failed call to Stripe means for the money. */
export type StripeFailure =
  /** The bank or Stripe's rules said no; the intent, where one was made, is named. */
  | { type: 'declined'; declineCode: string | undefined; code: string | undefined; intentId: string | null }
  /** Refused before anything was done: bad credentials, too many requests, an impossible step. */
  | { type: 'refused'; code: string; reason: string; param: string | null }
  /** The same key is being worked on at this moment; asking again is safe. */
  | { type: 'in_use' }
  /** No connection was made, so that nothing was sent. */
  | { type: 'unsent'; reason: string }
  /** Whether it was done cannot be told. */
  | { type: 'doubt'; reason: string };

const { errors } = Stripe;
const IN_USE_STATUS = 409;

/**
 * Sorts what the SDK threw. Stripe's own message never goes further: it may quote what was sent. Throws `attempt_reused` where our attempt
 * id came again with other parameters, which is a defect of ours.
 */
export function failureOf(error: unknown): StripeFailure {
  if (error instanceof errors.StripeIdempotencyError) throw attemptReused('Stripe');
  if (error instanceof errors.StripeCardError) {
    return {
      type: 'declined',
      declineCode: error.decline_code,
      code: error.code === undefined ? undefined : nameOf(error.code),
      intentId: error.payment_intent?.id ?? null,
    };
  }
  if (error instanceof errors.StripeError && error.statusCode === IN_USE_STATUS) return { type: 'in_use' };
  if (isCertainRefusal(error)) {
    const code = nameOf(error.code ?? error.type);
    return { type: 'refused', code, reason: `Stripe refused: ${code}.`, param: error.param ?? null };
  }
  if (wasNeverConnected(error)) return { type: 'unsent', reason: NOT_REACHED };
  return { type: 'doubt', reason: error instanceof errors.StripeConnectionError ? NO_ANSWER : UNCLEAR };
}

/** Too many requests are refused for the moment; later the same is taken. */
export function isPassing(code: string): boolean {
  return code === 'rate_limit' || code === 'lock_timeout';
}

/** Stripe's codes are words. What is none is no code, and may be anything. */
function nameOf(code: string): string {
  return /^[a-z][a-z_]{0,60}$/i.test(code) ? code : 'unnamed';
}

/** What a system says that could not connect, or knows no address to connect to. */
const NEVER_CONNECTED: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** The SDK keeps what its client threw, and the client what the system said. */
function wasNeverConnected(error: unknown): boolean {
  if (!(error instanceof errors.StripeConnectionError)) return false;
  const broken: unknown = error.detail;
  const cause = broken instanceof Error ? broken.cause : undefined;
  return cause instanceof Error && 'code' in cause && NEVER_CONNECTED.has(cause.code);
}

const NOT_REACHED = 'Stripe could not be reached, so that nothing was sent.';
const NO_ANSWER = 'Stripe did not answer in time.';
const UNCLEAR = 'Stripe answered with an error of its own.';

/** Answers that Stripe gives before it does anything. */
function isCertainRefusal(error: unknown): error is InstanceType<typeof errors.StripeError> {
  return (
    error instanceof errors.StripeInvalidRequestError ||
    error instanceof errors.StripeAuthenticationError ||
    error instanceof errors.StripePermissionError ||
    error instanceof errors.StripeRateLimitError
  );
}

import type { ErrorType } from 'braintree';
import type { ResultReply } from './braintree-replies.ts';

/** What a failed call to Braintree means for the money. */
export type BraintreeFailure =
  /** Refused before anything was done: bad credentials, too many requests, an impossible step. */
  | { type: 'refused'; code: string; reason: string; isMissing: boolean }
  /** Whether it was done cannot be told. */
  | { type: 'doubt'; reason: string };

/** Answers that Braintree gives before it does anything. */
const CERTAIN: ReadonlySet<unknown> = new Set([
  'authenticationError',
  'authorizationError',
  'notFoundError',
  'tooManyRequestsError',
  'upgradeRequired',
] satisfies ErrorType[]);

/** Sorts what the SDK threw. Braintree's own message never goes further: it may quote what was sent. */
export function failureOf(error: unknown): BraintreeFailure {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (CERTAIN.has(type)) return refused(String(type), type === 'notFoundError');
  return { type: 'doubt', reason: type === 'unexpectedError' ? NO_ANSWER : UNCLEAR };
}

/** Braintree's codes have five digits. What has not is no code, and may be anything. */
const CODE = /^\d{5}$/;

/** What a request was refused for whose answer names no transaction: Braintree's validation, by its codes. */
export function refusalOf({ errors }: Pick<ResultReply, 'errors'>): Extract<BraintreeFailure, { type: 'refused' }> {
  const codes = errors?.deepErrors().map(({ code }) => (CODE.test(code) ? code : 'unnamed')) ?? [];
  return refused(codes.join(',') || 'unnamed', false);
}

const NO_ANSWER = 'Braintree did not answer in time.';
const UNCLEAR = 'Braintree answered with an error of its own.';

function refused(code: string, isMissing: boolean): Extract<BraintreeFailure, { type: 'refused' }> {
  return { type: 'refused', code, reason: `Braintree refused: ${code}.`, isMissing };
}

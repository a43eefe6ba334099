import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import type { TestingEventType } from './security-event.ts';

/** How testing one kind of payment method looks, and what whoever does it is told. */
export interface WatchedMethod {
  event: TestingEventType;
  /** Before the names of its subjects: cards and accounts are counted apart. */
  prefix: string;
  /** Whether a network is counted as soon as one is tried, because no bank's answer follows at once. */
  countsWhenTried: boolean;
  sessionWindowMs: number;
  networkWindowMs: number;
  merchantWindowMs: number;
  /** For how long the declines of one and the same are counted. */
  oneWindowMs: number;
  /** How long one whose outcome is open is remembered. */
  undecidedMs: number;
  tooMany(retryAfterMs: number): FieldfareError;
}

/** What whoever tries one and the same too often is told. */
export function declinedTooOften(retryAfterMs: number): FieldfareError {
  return tooMany(
    'declined_too_often',
    'This was declined too often. Please wait a while before you try it again, or pay with something else.',
    retryAfterMs,
  );
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const CARDS: WatchedMethod = {
  event: 'card_testing',
  prefix: '',
  countsWhenTried: false,
  sessionWindowMs: 60 * MINUTE_MS,
  networkWindowMs: 15 * MINUTE_MS,
  merchantWindowMs: 15 * MINUTE_MS,
  oneWindowMs: 60 * MINUTE_MS,
  undecidedMs: DAY_MS,
  tooMany: (retryAfterMs) =>
    tooMany(
      'too_many_cards',
      'Too many different cards were tried. Please wait a while before you try another one.',
      retryAfterMs,
    ),
};

/** Returns come with the network's files, days later and many at once. A bank returns a consumer's debit for sixty days. */
export const ACCOUNTS: WatchedMethod = {
  event: 'account_testing',
  prefix: 'accounts ',
  countsWhenTried: true,
  sessionWindowMs: 60 * MINUTE_MS,
  networkWindowMs: 60 * MINUTE_MS,
  merchantWindowMs: DAY_MS,
  oneWindowMs: DAY_MS,
  undecidedMs: 70 * DAY_MS,
  tooMany: (retryAfterMs) =>
    tooMany(
      'too_many_accounts',
      'Too many different bank accounts were tried. Please wait a while before you try another one.',
      retryAfterMs,
    ),
};

function tooMany(detail: ErrorDetail, message: string, retryAfterMs: number): FieldfareError {
  return new FieldfareError('rate_limited', { detail, audience: 'payer', retryable: true, retryAfterMs, message });
}

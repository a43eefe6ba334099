import type { StoredCredential } from '@fieldfare/payments';
import { passesLuhn } from '@fieldfare/protocol';
import type { DeclineCode } from '@fieldfare/protocol';
import { DISPUTE_COURSES } from './dispute-courses.ts';
import { LATER_FATES } from './later-fates.ts';

/** What the bank decides upon a card, and whether anybody ever hears of it. */
export interface CardBehaviour {
  declineCode: DeclineCode | null;
  /** Whether the cardholder must prove who they are first. */
  isChallenged: boolean;
  answers: boolean;
  /** How long an authorization holds. */
  holdsMs: number;
}

/** How long an authorization holds. */
export const AUTHORIZATION_LIFETIME_MS = 7 * 24 * 3_600_000;
const HOLDS_BRIEFLY_MS = 10_000;
const APPROVES: CardBehaviour = {
  declineCode: null,
  isChallenged: false,
  answers: true,
  holdsMs: AUTHORIZATION_LIFETIME_MS,
};

const BEHAVIOURS: ReadonlyMap<string, CardBehaviour> = new Map([
  ['4000000000000002', declines('card_declined')],
  ['4000000000009995', declines('insufficient_funds')],
  ['4000000000000069', declines('expired_card')],
  ['4000000000000127', declines('incorrect_cvc')],
  ['4000000000000119', declines('processing_error')],
  ['4000002500003155', { ...APPROVES, isChallenged: true }],
  ['4000000000007304', { ...APPROVES, holdsMs: HOLDS_BRIEFLY_MS }],
  ['4000000000006975', { ...APPROVES, answers: false }],
]);

/** The cards with a fate of their own; the testkit's table tells merchants of each. */
export const PUBLISHED_CARDS: readonly string[] = [
  ...BEHAVIOURS.keys(),
  ...LATER_FATES.keys(),
  ...DISPUTE_COURSES.keys(),
];

/** What the bank knows of a card that it is asked about: its number, or which published one it is. */
export interface NamedCard {
  /** Null for a kept card of no fate of its own. */
  number: string | null;
  cvc?: string | undefined;
}

/** What becomes of a card: the published test cards have their own fate, every other number that passes Luhn is approved. */
export function behaviourOf({ number, cvc }: NamedCard, stored?: StoredCredential): CardBehaviour {
  const isApproved = number === null || passesLuhn(number);
  const behaviour = BEHAVIOURS.get(number ?? '') ?? (isApproved ? APPROVES : declines('card_declined'));
  // A code that was not sent is not wrong.
  if (cvc === undefined && behaviour.declineCode === 'incorrect_cvc') return APPROVES;
  if (!behaviour.isChallenged || !stored) return behaviour;
  // What refers to an authorization that its holder was there for needs no other proof; nobody else could give one.
  if (stored.networkTransactionId !== null) return APPROVES;
  return stored.isOffSession ? declines('authentication_failed') : behaviour;
}

function declines(declineCode: DeclineCode): CardBehaviour {
  return { ...APPROVES, declineCode };
}

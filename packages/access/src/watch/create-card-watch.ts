import { FieldfareError } from '@fieldfare/protocol';
import { clientNetwork } from '../attempts/client-network.ts';
import type { Clock } from '../ports.ts';
import { CARD_LIMITS, MERCHANT_WINDOW_MS, NETWORK_WINDOW_MS, SESSION_WINDOW_MS, waitAfter } from './card-limits.ts';
import type { CardLimits } from './card-limits.ts';
import { claimWindow } from './claim-window.ts';
import type { CardsSeen, WatchStore } from './ports.ts';
import { createSeenCards } from './seen-cards.ts';
import type { OnSecurityEvent, SecurityEvent } from './security-event.ts';

/** Whose card it is. */
export interface CardBearer {
  sessionId: string;
  merchantId: string;
  ip: string;
}

/**
 * Watches for card testing: somebody who tries many cards to learn which are good. It sees keyed hashes of numbers and nothing else of a
 * card. Who goes beyond the limits waits before the next card, longer each time, and the bank is not asked meanwhile.
 */
export interface CardWatch {
  /** Before a card is opened. Throws a payer's `rate_limited` / `too_many_cards` while its bearer has to wait. */
  admit(bearer: CardBearer): Promise<void>;
  /** After it was opened and before the bank is asked. Throws like `admit` where too many of the network are under way at once. */
  begin(bearer: CardBearer, card: Buffer): Promise<void>;
  /** After the bank's answer, or where there will be none. */
  settle(bearer: CardBearer, card: Buffer, isDeclined: boolean): Promise<void>;
}

export interface CardWatchDeps {
  store: WatchStore;
  clock: Clock;
  limits?: CardLimits;
  onEvent: OnSecurityEvent;
}

interface Subject {
  by: Extract<SecurityEvent, { type: 'card_testing' }>['by'];
  name: string;
  limit: number;
  windowMs: number;
}

/** Different cards of one network under way at once, as a multiple of what it may have declined. */
const UNDER_WAY_FACTOR = 3;

/** One card of a subject is nothing: the other servers are asked and told only from the second on, so that a usual payment costs no query. */
const SUSPICIOUS = 2;

const ATTACK_CHECKED_MS = 5_000;
const MAX_MERCHANTS = 10_000;

export function createCardWatch({ store, clock, limits = CARD_LIMITS, onEvent }: CardWatchDeps): CardWatch {
  const seen = createSeenCards();
  const underWay = new Map<string, Map<string, number>>();
  const attacks = new Map<string, { checkedAt: number; isUnderAttack: boolean }>();

  const sessionOf = ({ sessionId }: CardBearer): Subject => ({
    by: 'session',
    name: `session ${sessionId}`,
    limit: limits.perSession,
    windowMs: SESSION_WINDOW_MS,
  });
  const networkOf = ({ ip }: CardBearer, isUnderAttack: boolean): Subject => ({
    by: 'network',
    name: `network ${clientNetwork(ip)}`,
    limit: isUnderAttack ? limits.declinedPerNetworkUnderAttack : limits.declinedPerNetwork,
    windowMs: NETWORK_WINDOW_MS,
  });
  const merchantOf = ({ merchantId }: CardBearer): Subject => ({
    by: 'merchant',
    name: `merchant ${merchantId}`,
    limit: limits.declinedPerMerchant,
    windowMs: MERCHANT_WINDOW_MS,
  });
  const sinceOf = (subject: Subject) => new Date(clock.now().getTime() - subject.windowMs);

  /** What all servers have seen of the subject; null where it is nothing to speak of. */
  async function look(subject: Subject): Promise<CardsSeen | null> {
    const since = sinceOf(subject);
    return seen.count(subject.name, since.getTime()) < SUSPICIOUS ? null : store.cardsSeen(subject.name, since);
  }

  async function assertAdmitted(subject: Subject): Promise<void> {
    const found = await look(subject);
    if (!found) return;
    const restMs = found.lastAt.getTime() + waitAfter(found.count, subject.limit) - clock.now().getTime();
    if (restMs > 0) throw tooManyCards(restMs);
  }

  async function add(subject: Subject, bearer: CardBearer, card: Buffer): Promise<void> {
    const now = clock.now();
    const since = sinceOf(subject);
    seen.add(subject.name, card, now.getTime());
    if (seen.count(subject.name, since.getTime()) < SUSPICIOUS) return;
    const found = await store.addCards(subject.name, seen.takeUnshared(subject.name), since);
    if (found.count < subject.limit) return;
    // Once a window is enough to be told.
    const isFirst = await claimWindow(store, `card_testing ${subject.name}`, now, subject.windowMs);
    if (isFirst) onEvent(eventOf(subject, bearer, found.count));
  }

  /** Asked at most every few seconds: a large merchant has declines at any time, and its payments shall cost no query for that. */
  async function isUnderAttack(bearer: CardBearer): Promise<boolean> {
    const now = clock.now().getTime();
    const known = attacks.get(bearer.merchantId);
    if (known && now - known.checkedAt < ATTACK_CHECKED_MS) return known.isUnderAttack;
    const count = (await look(merchantOf(bearer)))?.count ?? 0;
    if (attacks.size >= MAX_MERCHANTS) attacks.clear();
    attacks.set(bearer.merchantId, { checkedAt: now, isUnderAttack: count >= limits.declinedPerMerchant });
    return count >= limits.declinedPerMerchant;
  }

  return {
    admit: async (bearer) => {
      await assertAdmitted(sessionOf(bearer));
      await assertAdmitted(networkOf(bearer, await isUnderAttack(bearer)));
    },
    begin: async (bearer, card) => {
      await add(sessionOf(bearer), bearer, card);
      const { name, limit } = networkOf(bearer, false);
      const cards = underWay.get(name) ?? new Map<string, number>();
      const key = card.toString('base64');
      if (!cards.has(key) && cards.size >= limit * UNDER_WAY_FACTOR) throw tooManyCards(waitAfter(limit, limit));
      cards.set(key, (cards.get(key) ?? 0) + 1);
      underWay.set(name, cards);
    },
    settle: async (bearer, card, isDeclined) => {
      const network = networkOf(bearer, false);
      leave(underWay, network.name, card.toString('base64'));
      if (!isDeclined) return;
      await add(network, bearer, card);
      await add(merchantOf(bearer), bearer, card);
    },
  };
}

function leave(underWay: Map<string, Map<string, number>>, network: string, card: string): void {
  const cards = underWay.get(network);
  const left = (cards?.get(card) ?? 0) - 1;
  if (left > 0) cards?.set(card, left);
  else cards?.delete(card);
  if (cards?.size === 0) underWay.delete(network);
}

function eventOf({ by, windowMs }: Subject, bearer: CardBearer, count: number): SecurityEvent {
  return {
    type: 'card_testing',
    by,
    merchantId: bearer.merchantId,
    sessionId: by === 'session' ? bearer.sessionId : null,
    network: by === 'merchant' ? null : clientNetwork(bearer.ip),
    count,
    windowMs,
  };
}

function tooManyCards(retryAfterMs: number): FieldfareError {
  return new FieldfareError('rate_limited', {
    detail: 'too_many_cards',
    audience: 'payer',
    retryable: true,
    retryAfterMs,
    message: 'Too many different cards were tried. Please wait a while before you try another one.',
  });
}

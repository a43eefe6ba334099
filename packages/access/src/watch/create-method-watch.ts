import { randomBytes } from 'node:crypto';
import type { FieldfareError, Mode } from '@fieldfare/protocol';
import { clientNetwork } from '../attempts/client-network.ts';
import type { Clock } from '../ports.ts';
import { claimWindow } from './claim-window.ts';
import type { CardsSeen, WatchStore } from './ports.ts';
import { createSeenCards } from './seen-cards.ts';
import type { OnSecurityEvent, SecurityEvent, TestingEventType, TestingSubject } from './security-event.ts';
import { waitAfter } from './testing-limits.ts';
import type { TestingLimits } from './testing-limits.ts';
import { declinedTooOften } from './watched-methods.ts';
import type { WatchedMethod } from './watched-methods.ts';

/** Whose card or bank account it is. */
export interface MethodBearer {
  sessionId: string;
  merchantId: string;
  /** Test cards are the same few everywhere, and declined as often as somebody tests: in test mode one may be declined without end. */
  mode: Mode;
  /** An address, or the network that it was counted by. */
  ip: string;
}

/** What became of a card or account that was tried. `undecided`: the payment of that id waits for its shopper, its bank or the network. */
export type TriedOutcome = { type: 'kept' } | { type: 'declined' } | { type: 'undecided'; paymentId: string };

/**
 * Watches for somebody who tries many cards, or many bank accounts, to learn which are good. It sees keyed hashes of numbers and nothing
 * else. Who goes beyond the limits waits before the next one, longer each time, and no bank is asked meanwhile.
 */
export interface MethodWatch {
  /** Before one is opened. Throws a payer's `rate_limited` while its bearer has to wait. */
  admit(bearer: MethodBearer): Promise<void>;
  /**
   * After it was opened and before anybody is asked. Throws like `admit` where too many of the network are under way at once, or where this
   * very one was declined too often.
   */
  begin(bearer: MethodBearer, fingerprint: Buffer): Promise<void>;
  /** After its request has an outcome, or where there will be none. */
  settle(bearer: MethodBearer, fingerprint: Buffer, outcome: TriedOutcome): Promise<void>;
  /** After the bank's late refusal of one that was undecided. */
  decline(bearer: MethodBearer, fingerprint: Buffer): Promise<void>;
}

export interface MethodWatchDeps {
  method: WatchedMethod;
  limits: TestingLimits;
  store: WatchStore;
  clock: Clock;
  onEvent: OnSecurityEvent;
}

interface Subject {
  by: TestingSubject;
  name: string;
  limit: number;
  windowMs: number;
}

/** Different ones of one network under way at once, as a multiple of its limit. */
const UNDER_WAY_FACTOR = 3;

/** One of a subject is nothing: the other servers are asked and told only from the second on, so that a usual payment costs no query. */
const SUSPICIOUS = 2;

const ATTACK_CHECKED_MS = 5_000;
const MAX_MERCHANTS = 10_000;

export function createMethodWatch({ method, limits, store, clock, onEvent }: MethodWatchDeps): MethodWatch {
  const seen = createSeenCards();
  const underWay = new Map<string, Map<string, number>>();
  const attacks = new Map<string, { checkedAt: number; isUnderAttack: boolean }>();

  const sessionOf = ({ sessionId }: MethodBearer): Subject => ({
    by: 'session',
    name: `${method.prefix}session ${sessionId}`,
    limit: limits.perSession,
    windowMs: method.sessionWindowMs,
  });
  const networkOf = ({ ip }: MethodBearer, isUnderAttack: boolean): Subject => ({
    by: 'network',
    name: `${method.prefix}network ${clientNetwork(ip)}`,
    limit: isUnderAttack ? limits.perNetworkUnderAttack : limits.perNetwork,
    windowMs: method.networkWindowMs,
  });
  const merchantOf = ({ merchantId }: MethodBearer): Subject => ({
    by: 'merchant',
    name: `${method.prefix}merchant ${merchantId}`,
    limit: limits.perMerchant,
    windowMs: method.merchantWindowMs,
  });
  const oneOf = (fingerprint: Buffer): Subject => ({
    by: 'method',
    name: `${method.prefix}one ${fingerprint.toString('base64')}`,
    limit: limits.declinesOfOne,
    windowMs: method.oneWindowMs,
  });
  const sinceOf = (subject: Subject) => new Date(clock.now().getTime() - subject.windowMs);

  /** What all servers have seen of the subject; null where it is nothing to speak of. */
  async function look(subject: Subject): Promise<CardsSeen | null> {
    const since = sinceOf(subject);
    return seen.count(subject.name, since.getTime()) < SUSPICIOUS ? null : store.cardsSeen(subject.name, since);
  }

  async function assertAdmitted(subject: Subject, refusal: (restMs: number) => FieldfareError): Promise<void> {
    const found = await look(subject);
    if (!found) return;
    const restMs = found.lastAt.getTime() + waitAfter(found.count, subject.limit) - clock.now().getTime();
    if (restMs > 0) throw refusal(restMs);
  }

  async function add(subject: Subject, bearer: MethodBearer, fingerprint: Buffer): Promise<void> {
    const now = clock.now();
    const since = sinceOf(subject);
    seen.add(subject.name, fingerprint, now.getTime());
    if (seen.count(subject.name, since.getTime()) < SUSPICIOUS) return;
    const found = await store.addCards(subject.name, seen.takeUnshared(subject.name), since);
    if (found.count < subject.limit) return;
    // Once a window is enough to be told.
    const isFirst = await claimWindow(store, `${method.event} ${subject.name}`, now, subject.windowMs);
    if (isFirst) onEvent(eventOf(method.event, subject, bearer, found.count));
  }

  /** Asked at most every few seconds: a large merchant has declines at any time, and its payments shall cost no query for that. */
  async function isUnderAttack(bearer: MethodBearer): Promise<boolean> {
    const now = clock.now().getTime();
    const known = attacks.get(bearer.merchantId);
    if (known && now - known.checkedAt < ATTACK_CHECKED_MS) return known.isUnderAttack;
    const count = (await look(merchantOf(bearer)))?.count ?? 0;
    if (attacks.size >= MAX_MERCHANTS) attacks.clear();
    attacks.set(bearer.merchantId, { checkedAt: now, isUnderAttack: count >= limits.perMerchant });
    return count >= limits.perMerchant;
  }

  async function noteDeclined(bearer: MethodBearer, fingerprint: Buffer): Promise<void> {
    if (!method.countsWhenTried) await add(networkOf(bearer, false), bearer, fingerprint);
    await add(merchantOf(bearer), bearer, fingerprint);
    // Each decline counts, so that each has a name of its own.
    if (bearer.mode === 'live') await add(oneOf(fingerprint), bearer, randomBytes(16));
  }

  return {
    admit: async (bearer) => {
      const refusal = (restMs: number) => method.tooMany(restMs);
      await assertAdmitted(sessionOf(bearer), refusal);
      await assertAdmitted(networkOf(bearer, await isUnderAttack(bearer)), refusal);
    },
    begin: async (bearer, fingerprint) => {
      if (bearer.mode === 'live') await assertAdmitted(oneOf(fingerprint), declinedTooOften);
      await add(sessionOf(bearer), bearer, fingerprint);
      const network = networkOf(bearer, false);
      if (method.countsWhenTried) await add(network, bearer, fingerprint);
      const atOnce = underWay.get(network.name) ?? new Map<string, number>();
      const key = fingerprint.toString('base64');
      if (!atOnce.has(key) && atOnce.size >= network.limit * UNDER_WAY_FACTOR)
        throw method.tooMany(waitAfter(network.limit, network.limit));
      atOnce.set(key, (atOnce.get(key) ?? 0) + 1);
      underWay.set(network.name, atOnce);
    },
    settle: async (bearer, fingerprint, outcome) => {
      leave(underWay, networkOf(bearer, false).name, fingerprint.toString('base64'));
      if (outcome.type === 'declined') await noteDeclined(bearer, fingerprint);
      if (outcome.type !== 'undecided') return;
      const network = method.countsWhenTried ? null : clientNetwork(bearer.ip);
      const { sessionId, merchantId } = bearer;
      const until = new Date(clock.now().getTime() + method.undecidedMs);
      const { paymentId } = outcome;
      await store.keepUndecided({ paymentId, event: method.event, sessionId, merchantId, network, fingerprint, until });
    },
    decline: noteDeclined,
  };
}

function leave(underWay: Map<string, Map<string, number>>, network: string, key: string): void {
  const atOnce = underWay.get(network);
  const left = (atOnce?.get(key) ?? 0) - 1;
  if (left > 0) atOnce?.set(key, left);
  else atOnce?.delete(key);
  if (atOnce?.size === 0) underWay.delete(network);
}

function eventOf(
  type: TestingEventType,
  { by, windowMs }: Subject,
  bearer: MethodBearer,
  count: number,
): SecurityEvent {
  return {
    type,
    by,
    merchantId: bearer.merchantId,
    sessionId: by === 'session' ? bearer.sessionId : null,
    network: by === 'merchant' ? null : clientNetwork(bearer.ip),
    count,
    windowMs,
  };
}

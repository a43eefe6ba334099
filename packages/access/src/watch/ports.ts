import type { TestingEventType } from './security-event.ts';

/** How many different cards (or bank accounts) a subject has tried within a window, and when it tried the last one. */
export interface CardsSeen {
  count: number;
  lastAt: Date;
}

/** A minute's share of a rate. */
export interface RateDelta {
  /** Which rate, such as `declines`. */
  name: string;
  /** Whose: a merchant, a network, or nobody's in particular. */
  subject: string;
  minute: Date;
  total: number;
  failed: number;
}

export interface RateSums {
  total: number;
  failed: number;
}

/** What the watch of several servers shares. Everything in it may be deleted once its window is over. */
export interface WatchStore {
  /** Adds cards to a subject, all in one statement, and answers what every server has seen of it since then. */
  addCards(subject: string, cards: readonly SeenCard[], since: Date): Promise<CardsSeen>;
  /** The same without adding; null where nothing is known. */
  cardsSeen(subject: string, since: Date): Promise<CardsSeen | null>;
  addRates(deltas: readonly RateDelta[]): Promise<void>;
  /** Sums from `since` up to, but not including, `until`. */
  rateSums(name: string, subject: string, since: Date, until: Date): Promise<RateSums>;
  /** True for the first that asks for a name, whichever server it is. The name is never asked for again after `until`. */
  claim(name: string, until: Date): Promise<boolean>;
  /** Remembers who brought what a payment was asked for with, until its outcome is known, or `until`. */
  keepUndecided(tried: UndecidedMethod): Promise<void>;
  /** Answers it to one asker, once; null where nothing is remembered of the payment. */
  takeUndecided(paymentId: string): Promise<UndecidedMethod | null>;
}

/** A card or account whose payment waits for its shopper, its bank or the network. */
export interface UndecidedMethod {
  paymentId: string;
  /** What it counts for where it is declined. */
  event: TestingEventType;
  sessionId: string;
  merchantId: string;
  /** Null where the network is counted already. */
  network: string | null;
  fingerprint: Buffer;
  until: Date;
}

export interface SeenCard {
  /** A keyed hash of the number; worth nothing without the vault's key. */
  card: Buffer;
  at: Date;
}

import type { Currency } from '@fieldfare/protocol';
import { TEST_ACCOUNTS, TEST_CARDS } from '../testing/test-cards.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export type Ending =
  | 'authorized'
  | 'captured'
  | 'captured_at_once'
  | 'canceled'
  | 'partially_refunded'
  | 'refunded'
  | 'expired'
  | 'declined'
  | 'unknown'
  | 'requires_action'
  | 'pending'
  | 'settled'
  | 'returned';

/** One order: which cards or accounts were tried, in turn, and how it ended. */
export interface Story {
  reference: string;
  at: Date;
  amountMinor: number;
  currency: Currency;
  cards: string[];
  /** Whether they are bank accounts. */
  isBankAccount: boolean;
  ending: Ending;
  /** How long after the authorization the merchant acted, in milliseconds. */
  actedAfterMs: number;
  /** What of the amount is returned where a part is. */
  refundedShare: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 90;
const APPROVED = [
  [6, TEST_CARDS.visa],
  [3, TEST_CARDS.mastercard],
  [1, TEST_CARDS.amex],
] as const;
const DECLINED = [
  [5, TEST_CARDS.declined],
  [4, TEST_CARDS.insufficientFunds],
  [2, TEST_CARDS.expired],
  [2, TEST_CARDS.wrongCode],
  [1, TEST_CARDS.processingError],
] as const;
/** How busy each hour of the day is, UTC. */
const HOURS = [2, 1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 10, 9, 8, 8, 9, 11, 13, 14, 12, 9, 6, 4].map(
  (w, h) => [w, h] as const,
);
const OLD_ENDINGS: readonly (readonly [number, Ending])[] = [
  [56, 'captured'],
  [12, 'captured_at_once'],
  [7, 'canceled'],
  [5, 'refunded'],
  [4, 'partially_refunded'],
  [4, 'expired'],
  [11, 'declined'],
];
const RECENT_ENDINGS: readonly (readonly [number, Ending])[] = [
  [62, 'authorized'],
  [34, 'captured'],
  [6, 'captured_at_once'],
  [4, 'canceled'],
  [11, 'declined'],
];
/** An authorization lasts a week; what is younger may still be open. */
const RECENT_DAYS = 5;
const LAPSED_DAYS = 8;

/** Three months of orders before `now`, oldest first: the same ones for the same `now`. */
export function planStories(now: Date): Story[] {
  const random = createRandom(20_261_101);
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const times: Date[] = [];
  for (let age = DAYS; age >= 0; age--) {
    const day = today - age * DAY_MS;
    for (let order = 0; order < ordersOn(new Date(day), age, random); order++) {
      const hour = random.weighted(HOURS);
      times.push(new Date(day + hour * HOUR_MS + random.between(0, HOUR_MS - 1)));
    }
  }
  const past = times.filter((time) => time.getTime() < now.getTime() - HOUR_MS);
  past.sort((a, b) => a.getTime() - b.getTime());
  const stories = past.map((at, index) => storyAt(at, index, now, random));
  const standing = [...inDoubt(now, stories.length, random), ...asked(now, stories.length + 2, random)];
  return [...stories, ...standing, ...fromAccounts(now, stories.length + standing.length, random)];
}

/** Grows over the quarter and rests at weekends. */
function ordersOn(day: Date, age: number, random: Random): number {
  const isWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
  const usual = (isWeekend ? 2.4 : 3.4) * (1.25 - age / (2 * DAYS));
  return Math.max(1, Math.round(usual + (random.next() - 0.5) * 2.4));
}

function storyAt(at: Date, index: number, now: Date, random: Random): Story {
  const ageDays = (now.getTime() - at.getTime()) / DAY_MS;
  const drawn = random.weighted(ageDays < RECENT_DAYS ? RECENT_ENDINGS : OLD_ENDINGS);
  const ending = drawn === 'expired' && ageDays < LAPSED_DAYS ? 'captured' : drawn;
  const isRetried = ending !== 'declined' && random.next() < 0.06;
  const last = ending === 'declined' ? random.weighted(DECLINED) : random.weighted(APPROVED);
  const actedAfterMs = random.between(5 * 60_000, Math.min(40 * HOUR_MS, Math.max(HOUR_MS, ageDays * DAY_MS * 0.8)));
  return {
    ...order(at, index, random),
    cards: isRetried ? [random.weighted(DECLINED), last] : [last],
    ending,
    actedAfterMs: Math.min(actedAfterMs, now.getTime() - at.getTime() - 3 * 60_000),
  };
}

/** The newest of all: their bank did not answer in time, and nobody has asked it yet. */
function inDoubt(now: Date, count: number, random: Random): Story[] {
  const doubtAt = (secondsAgo: number, index: number): Story => {
    const at = new Date(now.getTime() - secondsAgo * 1_000);
    return { ...order(at, index, random), cards: [TEST_CARDS.timesOut], ending: 'unknown', actedAfterMs: 0 };
  };
  return [doubtAt(40, count), doubtAt(12, count + 1)];
}

/** Their shopper has yet to type the code that the bank sent. */
function asked(now: Date, count: number, random: Random): Story[] {
  const at = new Date(now.getTime() - 75_000);
  return [{ ...order(at, count, random), cards: [TEST_CARDS.challenged], ending: 'requires_action', actedAfterMs: 0 }];
}

const ACCOUNT_ORDERS: readonly (readonly [number, Ending, string])[] = [
  [61, 'settled', TEST_ACCOUNTS.settles],
  [52, 'returned', TEST_ACCOUNTS.insufficientFunds],
  [44, 'settled', TEST_ACCOUNTS.settles],
  [37, 'returned', TEST_ACCOUNTS.closed],
  [29, 'settled', TEST_ACCOUNTS.settles],
  [22, 'returned', TEST_ACCOUNTS.notFound],
  [16, 'settled', TEST_ACCOUNTS.settles],
  [9, 'canceled', TEST_ACCOUNTS.settles],
  [1.3, 'pending', TEST_ACCOUNTS.settles],
  [0.6, 'pending', TEST_ACCOUNTS.settles],
  [0.2, 'authorized', TEST_ACCOUNTS.settles],
];

/** Orders paid from bank accounts, so many days ago. */
function fromAccounts(now: Date, count: number, random: Random): Story[] {
  return ACCOUNT_ORDERS.map(([daysAgo, ending, account], index) => {
    const placed = order(new Date(now.getTime() - daysAgo * DAY_MS), count + index, random);
    return Object.assign(placed, {
      currency: 'USD' as const,
      cards: [account],
      isBankAccount: true,
      ending,
      actedAfterMs: HOUR_MS,
    });
  });
}

function order(at: Date, index: number, random: Random) {
  const dollars = random.weighted([
    [5, random.between(12, 49)],
    [4, random.between(50, 149)],
    [1, random.between(150, 620)],
  ]);
  const cents = random.pick([0, 50, 90, 95, 99]);
  const currency: Currency = random.next() < 0.04 ? 'EUR' : 'USD';
  return {
    reference: `DS-${10_001 + index}`,
    at,
    amountMinor: dollars * 100 + cents,
    currency,
    isBankAccount: false,
    refundedShare: random.pick([0.2, 0.25, 0.5]),
  };
}

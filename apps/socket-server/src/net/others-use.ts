import type { Tallied } from '@fieldfare/access';

/** As long as a budget takes to refill: what was used before does not count any more. */
export const TALLY_WINDOW_MS = 60_000;

/** What was tallied of a key when it was last asked. */
export interface KnownTally {
  points: number;
  /** When its window ends (ms of the clock). */
  endsAt: number;
}

export interface OthersUse {
  messages: number;
  /** They were used at the most so long ago. */
  withinMs: number;
}

/** What other servers have used since the tally was last asked, by its answer to `own` points that it was told of now. */
export function othersUse(known: KnownTally | null, own: number, answer: Tallied, now: number): OthersUse {
  // A window begins when the one before has ended: the ends of two are a whole window apart.
  const isSameWindow = known !== null && now + answer.resetMs - known.endsAt < TALLY_WINDOW_MS / 2;
  return isSameWindow
    ? { messages: Math.max(0, answer.points - known.points - own), withinMs: Number.POSITIVE_INFINITY }
    : { messages: Math.max(0, answer.points - own), withinMs: TALLY_WINDOW_MS - answer.resetMs };
}

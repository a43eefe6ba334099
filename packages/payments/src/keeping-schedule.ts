/** For so long a claimed keeping is nobody else's; every call that it makes is over by then. */
export const KEEPING_CLAIM_MS = 5 * 60_000;

const FIRST_MS = 15_000;
const LONGEST_MS = 6 * 3_600_000;

/** When a keeping that came to nothing is tried again: after fifteen seconds, then twice as long each time, up to six hours. */
export function nextKeepingTry(now: Date, tries: number): Date {
  return new Date(now.getTime() + Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS));
}

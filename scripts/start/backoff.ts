const DELAYS_MS = [200, 1000, 2000, 5000];
const WINDOW_MS = 60_000;
const MOST_ENDS = 5;

/**
 * Decides how long to wait before a process that ended is started again: longer each time within a minute, and null, which means give up,
 * when it keeps ending.
 */
export class Backoff {
  #ends: number[] = [];

  /** @param nowMs when the process ended */
  next(nowMs: number): number | null {
    this.#ends = this.#ends.filter((time) => nowMs - time < WINDOW_MS);
    this.#ends.push(nowMs);
    if (this.#ends.length > MOST_ENDS) return null;
    return DELAYS_MS[Math.min(this.#ends.length, DELAYS_MS.length) - 1] ?? null;
  }
}

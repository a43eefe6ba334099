const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long after each failed attempt the next one is made: three days in all. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** Each wait is up to so much longer or shorter, so that endpoints that failed together are not tried together. */
const JITTER = 0.2;

/**
 * How long to wait after the attempt of that number (from 1) has failed; null where it was the last.
 *
 * @param random from 0 to 1
 */
export function retryDelayMs(number: number, random: number = Math.random()): number | null {
  const delayMs = RETRY_DELAYS_MS[number - 1];
  return delayMs === undefined ? null : Math.round(delayMs * (1 - JITTER + 2 * JITTER * random));
}

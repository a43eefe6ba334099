/** `declines`: by the bank, of a merchant. `payload_refusals`: card payloads that do not open. `unknown_tokens`: ids and tokens that do not exist. */
export const RATE_NAMES = ['declines', 'payload_refusals', 'unknown_tokens'] as const;
export type RateName = (typeof RATE_NAMES)[number];

export interface RatePattern {
  /** The span that is weighed. */
  windowMs: number;
  /** What goes before it and says what is usual. */
  baselineMs: number;
  /** Fewer failures than these say nothing. */
  minFailed: number;
  /** Below this share of all it is never unusual. */
  minShare: number;
  /** How many times the usual share is a rise. */
  rise: number;
  /** The usual share where there is no history yet. */
  usualShare: number;
}

const MINUTE_MS = 60_000;

export const RATE_PATTERNS: Record<RateName, RatePattern> = {
  declines: {
    windowMs: 15 * MINUTE_MS,
    baselineMs: 360 * MINUTE_MS,
    minFailed: 15,
    minShare: 0.3,
    rise: 2,
    usualShare: 0.15,
  },
  payload_refusals: {
    windowMs: 15 * MINUTE_MS,
    baselineMs: 360 * MINUTE_MS,
    minFailed: 10,
    minShare: 0.1,
    rise: 2,
    usualShare: 0.01,
  },
  // Whoever guesses ids hardly ever hits one, whatever was usual before.
  unknown_tokens: {
    windowMs: 15 * MINUTE_MS,
    baselineMs: 0,
    minFailed: 40,
    minShare: 0.5,
    rise: 1,
    usualShare: 0,
  },
};

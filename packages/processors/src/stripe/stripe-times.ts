/** What reconciliation may rely on. Stripe keeps idempotency keys for at least a day; an hour less leaves room for clocks. */
export const STRIPE_TIMES = {
  /** Outlives two calls in a row, a code's token and the intent, and lets Stripe's books catch up. */
  settlingDelayMs: 60_000,
  idempotencyWindowMs: 23 * 3_600_000,
} as const;

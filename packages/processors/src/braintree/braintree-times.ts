/**
 * What reconciliation may rely on. Braintree's idempotency keys are not open to every account, so none are used and nothing is ever sent a
 * second time; its search does not say how far it is behind its books, so absence is believed late.
 */
export const BRAINTREE_TIMES = {
  settlingDelayMs: 10 * 60_000,
  idempotencyWindowMs: 0,
} as const;

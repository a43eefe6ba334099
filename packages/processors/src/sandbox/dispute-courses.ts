import type { DisputeStatus } from '@fieldfare/protocol';

/** What comes of a capture that its cardholder disputes, step by step. */
export interface DisputeCourse {
  reason: string;
  /** In the order of time, each so long after the capture. */
  steps: readonly { afterMs: number; status: DisputeStatus }[];
}

const RAISED_MS = 2_000;
/** Longer than the payment server waits between two looks, so that it sees each step. */
const STEP_MS = 12_000;

function course(reason: string, ...statuses: DisputeStatus[]): DisputeCourse {
  return { reason, steps: statuses.map((status, i) => ({ status, afterMs: RAISED_MS + i * STEP_MS })) };
}

/**
 * The cards whose captures are disputed, by number. The books find them by an index over their last four digits, which a migration makes:
 * another card here needs another migration.
 */
export const DISPUTE_COURSES: ReadonlyMap<string, DisputeCourse> = new Map([
  ['4000000000000259', course('fraudulent', 'needs_response')],
  ['4000000000002685', course('product_not_received', 'needs_response', 'under_review', 'won')],
  ['4000000000001976', course('fraudulent', 'inquiry', 'needs_response', 'lost')],
]);

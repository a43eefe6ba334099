/** How long an attempt may stay in flight before reconciliation takes it for abandoned. Longer than every processor timeout. */
export const ATTEMPT_GRACE_MS = 15_000;

/**
 * How long after its intent an attempt may still be sent. A process that slept longer leaves it to reconciliation, which could otherwise
 * believe the attempt absent just before it is sent.
 */
export const SEND_WITHIN_MS = 3_000;

const FIRST_CHECK_MS = 2_000;
const LAST_CHECK_MS = 15 * 60_000;

const FIRST_LATE_CHECK_MS = 60_000;

/** For so long an authorization that was believed absent is looked for, in milliseconds. */
export const LATE_MS = 24 * 3_600_000;

/** When an authorization that was believed absent is looked for the first time. */
export function firstLateCheck(now: Date): Date {
  return new Date(now.getTime() + FIRST_LATE_CHECK_MS);
}

/** When an attempt in doubt is first looked up. */
export function firstCheckAfter(now: Date): Date {
  return new Date(now.getTime() + FIRST_CHECK_MS);
}

/** When it is looked up again after `checks` looks: twice as long each time, up to a quarter of an hour. */
export function nextCheckAfter(now: Date, checks: number): Date {
  return new Date(now.getTime() + Math.min(FIRST_CHECK_MS * 2 ** checks, LAST_CHECK_MS));
}

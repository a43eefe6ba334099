import type { Page } from '@playwright/test';
import { paymentsOf } from './watch-payments.ts';
import type { SeenPayment } from './watch-payments.ts';

export interface ExpectOptions {
  /** How long it may take. Default: 15,000. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** Resolves with the page's newest payment once it is authorized; rejects with what it is instead. */
export function expectAuthorized(page: Page, options?: ExpectOptions): Promise<SeenPayment> {
  return expectPayment(page, { status: 'authorized' }, options);
}

/** Resolves once the page's newest payment is captured: at once where the session captures, else after you confirmed it. */
export function expectCaptured(page: Page, options?: ExpectOptions): Promise<SeenPayment> {
  return expectPayment(page, { status: 'captured' }, options);
}

/** Resolves once the page's newest payment was declined, and for this reason where one is given: `insufficient_funds`. */
export function expectDeclined(page: Page, declineCode?: string, options?: ExpectOptions): Promise<SeenPayment> {
  return expectPayment(
    page,
    { status: 'declined', ...(declineCode !== undefined && { decline_code: declineCode }) },
    options,
  );
}

/** Resolves once the page's newest payment is in this status, with the decline code where one is given. `watchPayments` comes first. */
export async function expectPayment(
  page: Page,
  wanted: { status: string; decline_code?: string | null },
  { timeoutMs = DEFAULT_TIMEOUT_MS }: ExpectOptions = {},
): Promise<SeenPayment> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const payment = paymentsOf(page).at(-1);
    if (payment !== undefined && fits(payment, wanted)) return payment;
    if (performance.now() > until) throw new Error(complaint(wanted, payment, timeoutMs));
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function fits(payment: SeenPayment, wanted: { status: string; decline_code?: string | null }): boolean {
  const isReason = wanted.decline_code === undefined || wanted.decline_code === payment.decline_code;
  return payment.status === wanted.status && isReason;
}

function complaint(
  { status, decline_code }: { status: string; decline_code?: string | null },
  payment: SeenPayment | undefined,
  timeoutMs: number,
): string {
  const withReason = (is: string, reason: string | null | undefined): string => (reason ? `${is} (${reason})` : is);
  const expected = withReason(status, decline_code);
  const seen =
    payment === undefined
      ? 'the page has heard of no payment: was Pay pressed, and was watchPayments(page) called before page.goto(…)?'
      : `payment ${payment.id} is ${withReason(payment.status, payment.decline_code)}.`;
  return `Expected a payment that is ${expected} within ${timeoutMs} ms, but ${seen}`;
}

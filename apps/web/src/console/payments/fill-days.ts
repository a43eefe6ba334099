import type { PaymentSummary } from '@fieldfare/protocol';

export type SummaryDay = PaymentSummary['days'][number];

const DAY_MS = 86_400_000;

/** One entry for each of the last `count` UTC days, oldest first; a day without payments is there with zeros. */
export function fillDays(days: readonly SummaryDay[], count: number, today: Date): SummaryDay[] {
  const known = new Map(days.map((day) => [day.date, day]));
  const filled: SummaryDay[] = [];
  for (let back = count - 1; back >= 0; back--) {
    const date = new Date(today.getTime() - back * DAY_MS).toISOString().slice(0, 10);
    filled.push(known.get(date) ?? { date, attempts: 0, approved: 0, volume_minor: 0 });
  }
  return filled;
}

/** Share of attempts approved, from 0 to 1, over the days that end with each one; null where there were none. */
export function rollingApproval(days: readonly SummaryDay[], window: number): (number | null)[] {
  return days.map((_, index) => approvalRate(days.slice(Math.max(0, index - window + 1), index + 1)));
}

export function approvalRate(days: readonly SummaryDay[]): number | null {
  const attempts = days.reduce((sum, day) => sum + day.attempts, 0);
  const approved = days.reduce((sum, day) => sum + day.approved, 0);
  return attempts === 0 ? null : approved / attempts;
}

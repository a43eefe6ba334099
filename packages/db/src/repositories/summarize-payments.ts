import type { DaySummary, PaymentFigures, PaymentScope, SummaryRequest } from '@fieldfare/payments';
import { PaymentStatus } from '@fieldfare/protocol';
import type { Currency } from '@fieldfare/protocol';
import type pg from 'pg';
import { paymentDays } from './payment-days.ts';
import type { DayRow } from './payment-days.ts';

/** Attempts, approvals and approved volume by currency and UTC day, and how many payments stand in each status. */
export async function summarizePayments(
  pool: pg.Pool,
  { merchantId, mode }: PaymentScope,
  { from, until, countCap }: SummaryRequest,
): Promise<PaymentFigures> {
  const days = await paymentDays(pool, { merchantId, mode }, from, until);
  // Each count walks its own stretch of the index, which alone is in that order, and stops at the cap, however many payments there are.
  const counts = await pool.query<{ status: PaymentStatus; count: number }>({
    name: 'summarize_counts',
    text: `SELECT s.status, c.count FROM unnest($3::text[]) AS s(status), LATERAL (
        SELECT count(*) AS count FROM (SELECT 1 FROM payments p WHERE p.merchant_id = $1 AND p.mode = $2 AND p.status = s.status ORDER BY p.id USING ~>~ LIMIT $4) one
      ) c WHERE c.count > 0`,
    values: [merchantId, mode, PaymentStatus.options, countCap],
  });
  return {
    currencies: byCurrency(days),
    counts: Object.fromEntries(counts.rows.map((row) => [row.status, row.count])),
  };
}

function byCurrency(rows: DayRow[]): PaymentFigures['currencies'] {
  const found = new Map<Currency, DaySummary[]>();
  for (const row of rows) {
    const days = found.get(row.currency) ?? [];
    days.push({ date: row.date, attempts: row.attempts, approved: row.approved, volumeMinor: row.volume_minor });
    found.set(row.currency, days);
  }
  const attempts = (days: DaySummary[]) => days.reduce((sum, day) => sum + day.attempts, 0);
  return [...found]
    .map(([currency, days]) => ({ currency, days }))
    .toSorted((a, b) => attempts(b.days) - attempts(a.days));
}

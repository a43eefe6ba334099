import type { DaySummary, PaymentFigures, PaymentScope, SummaryRequest } from '@fieldfare/payments';
import { idsFrom, PaymentStatus } from '@fieldfare/protocol';
import type { Currency } from '@fieldfare/protocol';
import type pg from 'pg';

interface DayRow {
  currency: Currency;
  date: string;
  attempts: number;
  approved: number;
  volume_minor: number;
}

/** Attempts, approvals and approved volume by currency and UTC day, and how many payments stand in each status. */
export async function summarizePayments(
  pool: pg.Pool,
  { merchantId, mode }: PaymentScope,
  { from, countCap }: SummaryRequest,
): Promise<PaymentFigures> {
  // Ids sort by their time: what is older than the days asked for is not walked, however much of it there is.
  const days = await pool.query<DayRow>({
    name: 'summarize_days',
    text: `SELECT currency, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, count(*) AS attempts,
        count(*) FILTER (WHERE authorized_minor > 0) AS approved,
        coalesce(sum(authorized_minor), 0)::bigint AS volume_minor
      FROM payments WHERE merchant_id = $1 AND mode = $2 AND id >= $4 AND created_at >= $3 AND status NOT IN ('processing', 'unknown')
      GROUP BY 1, 2 ORDER BY 2`,
    values: [merchantId, mode, from, idsFrom('payment', from)],
  });
  // Each count walks its own stretch of the index and stops at the cap, however many payments there are.
  const counts = await pool.query<{ status: PaymentStatus; count: number }>({
    name: 'summarize_counts',
    text: `SELECT s.status, c.count FROM unnest($3::text[]) AS s(status), LATERAL (
        SELECT count(*) AS count FROM (SELECT 1 FROM payments p WHERE p.merchant_id = $1 AND p.mode = $2 AND p.status = s.status LIMIT $4) one
      ) c WHERE c.count > 0`,
    values: [merchantId, mode, PaymentStatus.options, countCap],
  });
  return {
    currencies: byCurrency(days.rows),
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

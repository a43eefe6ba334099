import type { DaySummary, PaymentScope } from '@fieldfare/payments';
import type { Currency, PaymentStatus } from '@fieldfare/protocol';
import type pg from 'pg';

/** Attempts, approvals and approved volume by UTC day in one currency, and how many payments stand in each status. */
export async function summarizePayments(
  pool: pg.Pool,
  { merchantId, mode }: PaymentScope,
  currency: Currency,
  from: Date,
): Promise<{ days: DaySummary[]; counts: Partial<Record<PaymentStatus, number>> }> {
  const days = await pool.query<{ date: string; attempts: number; approved: number; volume_minor: number }>({
    name: 'summarize_days',
    text: `SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, count(*) AS attempts,
        count(*) FILTER (WHERE authorized_minor > 0) AS approved,
        coalesce(sum(authorized_minor), 0)::bigint AS volume_minor
      FROM payments WHERE merchant_id = $1 AND mode = $2 AND currency = $3 AND created_at >= $4 AND status NOT IN ('processing', 'unknown')
      GROUP BY 1 ORDER BY 1`,
    values: [merchantId, mode, currency, from],
  });
  const counts = await pool.query<{ status: PaymentStatus; count: number }>({
    name: 'summarize_counts',
    text: 'SELECT status, count(*) AS count FROM payments WHERE merchant_id = $1 AND mode = $2 GROUP BY status',
    values: [merchantId, mode],
  });
  return {
    days: days.rows.map((row) => ({
      date: row.date,
      attempts: row.attempts,
      approved: row.approved,
      volumeMinor: row.volume_minor,
    })),
    counts: Object.fromEntries(counts.rows.map((row) => [row.status, row.count])),
  };
}

import type { PaymentScope } from '@fieldfare/payments';
import { idsFrom } from '@fieldfare/protocol';
import type { Currency } from '@fieldfare/protocol';
import type pg from 'pg';
import { inTransaction } from '../in-transaction.ts';

export interface DayRow {
  currency: Currency;
  date: string;
  attempts: number;
  approved: number;
  volume_minor: number;
}

const DAY_MS = 86_400_000;
/** An id may have been made a little before or after the time that its payment says. */
const ID_LEEWAY_MS = 60_000;

/** What the payments of one day come to, by currency: the one place that says what is counted. */
const SUMS = `SELECT p.currency, count(*) AS attempts, count(*) FILTER (WHERE p.authorized_minor > 0) AS approved, sum(p.authorized_minor)::bigint AS volume_minor
  FROM payments p WHERE p.merchant_id = $1 AND p.mode = $2 AND p.id ~>=~ day.first_id AND p.id ~<~ day.end_id
    AND p.created_at >= day.date::timestamp AT TIME ZONE 'UTC' AND p.created_at < (day.date + 1)::timestamp AT TIME ZONE 'UTC'
    AND p.status NOT IN ('processing', 'unknown') GROUP BY p.currency`;

const DAYS = 'unnest($3::date[], $4::text[], $5::text[]) AS day(date, first_id, end_id)';

// A change that was made while its day was not over notes nothing. An hour after midnight it has committed, or never will.
const IS_OVER = 'day.date < first_open_day()';
const IS_KEPT = `${IS_OVER} AND EXISTS (SELECT 1 FROM payment_days k WHERE k.merchant_id = $1 AND k.mode = $2 AND k.date = day.date)
  AND NOT EXISTS (SELECT 1 FROM payment_day_changes c WHERE c.merchant_id = $1 AND c.mode = $2 AND c.date = day.date)`;

/** Days whose sums could be kept and are not. */
const DUE = `SELECT 1 FROM ${DAYS} WHERE ${IS_OVER} AND NOT (${IS_KEPT}) LIMIT 1`;

// One statement sees one state of everything: a change that it does not count is one whose note it does not take away.
const KEEP = `WITH due AS (SELECT day.* FROM ${DAYS} WHERE ${IS_OVER} AND NOT (${IS_KEPT})),
    noted AS (DELETE FROM payment_day_changes c USING due WHERE c.merchant_id = $1 AND c.mode = $2 AND c.date = due.date)
  INSERT INTO payment_days (merchant_id, mode, date, sums)
  SELECT $1, $2, day.date, (SELECT coalesce(jsonb_object_agg(s.currency, to_jsonb(s) - 'currency'), '{}') FROM (${SUMS}) s) FROM due day
  ON CONFLICT (merchant_id, mode, date) DO UPDATE SET sums = excluded.sums`;

const READ = `SELECT s.currency, day.date::text AS date, s.attempts, s.approved, s.volume_minor FROM ${DAYS}
    JOIN payment_days kept ON kept.merchant_id = $1 AND kept.mode = $2 AND kept.date = day.date,
    LATERAL jsonb_each(kept.sums) of_currency(currency, sums), LATERAL jsonb_to_record(of_currency.sums) AS v(attempts bigint, approved bigint, volume_minor bigint),
    LATERAL (SELECT of_currency.currency, v.*) s
  WHERE ${IS_KEPT}
  UNION ALL
  SELECT s.currency, day.date::text, s.attempts, s.approved, s.volume_minor FROM ${DAYS}, LATERAL (${SUMS}) s WHERE NOT (${IS_KEPT})
  ORDER BY 2`;

/**
 * Attempts, approvals and approved volume by currency and UTC day. Those of a day that is over are kept when they are first asked for, and made
 * again where one of its payments has changed since, so that only today's payments are read however many there were before. What is
 * answered is always what the payments say: a day that is not kept is counted.
 *
 * @param from midnight of the first day
 * @param until midnight behind the last
 */
export async function paymentDays(pool: pg.Pool, scope: PaymentScope, from: Date, until: Date): Promise<DayRow[]> {
  const values = valuesOf(scope, from, until);
  const due = await pool.query({ name: 'payment_days_due', text: DUE, values });
  if (due.rows.length > 0) await alone(pool, scope, KEEP, values);
  return (await pool.query<DayRow>({ name: 'payment_days', text: READ, values })).rows;
}

const CHANGED = 'SELECT DISTINCT merchant_id AS "merchantId", mode FROM payment_day_changes LIMIT $1';
/** What was kept of days that are not over, while the database's clock was ahead: a change to such a day notes nothing. */
const FORGET_EARLY = 'DELETE FROM payment_days WHERE date >= first_open_day()';
const FORGET = `WITH noted AS (DELETE FROM payment_day_changes WHERE merchant_id = $1 AND mode = $2 RETURNING date)
  DELETE FROM payment_days k USING noted WHERE k.merchant_id = $1 AND k.mode = $2 AND k.date = noted.date`;

/**
 * Takes away what was noted of merchants who do not look, the days that it was noted of, which are counted when somebody asks for them, and
 * days that were kept too early. Answers how many merchants' notes went.
 */
export async function forgetChangedDays(pool: pg.Pool, limit: number): Promise<number> {
  await pool.query({ name: 'payment_days_early', text: FORGET_EARLY });
  const { rows } = await pool.query<PaymentScope>({ name: 'payment_days_changed', text: CHANGED, values: [limit] });
  for (const scope of rows) await alone(pool, scope, FORGET, [scope.merchantId, scope.mode]);
  return rows.length;
}

/** One writer of a merchant's days at a time: of two, the one that saw less could write last. */
async function alone(
  pool: pg.Pool,
  { merchantId, mode }: PaymentScope,
  text: string,
  values: unknown[],
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('payment_days ' || $1 || ' ' || $2, 0))", [
      merchantId,
      mode,
    ]);
    await client.query(text, values);
  });
}

function valuesOf({ merchantId, mode }: PaymentScope, from: Date, until: Date): unknown[] {
  const count = Math.round((until.getTime() - from.getTime()) / DAY_MS);
  const days = Array.from({ length: count }, (_, place) => from.getTime() + place * DAY_MS);
  const idAt = (time: number) => idsFrom('payment', new Date(time));
  return [
    merchantId,
    mode,
    days.map((day) => new Date(day).toISOString().slice(0, 10)),
    days.map((day) => idAt(day - ID_LEEWAY_MS)),
    days.map((day) => idAt(day + DAY_MS + ID_LEEWAY_MS)),
  ];
}

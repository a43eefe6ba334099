import type { BalanceRecord, Ledger, StatementDayRecord } from '@fieldfare/payments';
import type pg from 'pg';

interface BalanceRow {
  currency: BalanceRecord['currency'];
  available: number;
  held: number;
  fees: number;
}

interface DayRow {
  date: string;
  captured: number;
  fees: number;
  refunded: number;
  returned: number;
  disputed: number;
  change: number;
}

const BALANCES = `SELECT currency,
    coalesce(sum(amount_minor) FILTER (WHERE account = 'merchant'), 0)::bigint AS available,
    coalesce(sum(amount_minor) FILTER (WHERE account = 'disputes'), 0)::bigint AS held,
    coalesce(sum(amount_minor) FILTER (WHERE account = 'fees'), 0)::bigint AS fees
  FROM ledger_postings WHERE merchant_id = $1 AND mode = $2 GROUP BY currency ORDER BY currency`;

const OPENING = `SELECT coalesce(sum(amount_minor), 0)::bigint AS opening FROM ledger_postings
  WHERE merchant_id = $1 AND mode = $2 AND currency = $3 AND account = 'merchant' AND created_at < $4::date AT TIME ZONE 'UTC'`;

const DAYS = `SELECT to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date,
    coalesce(sum(p.amount_minor) FILTER (WHERE e.type = 'capture'), 0)::bigint AS captured,
    coalesce(sum(p.amount_minor) FILTER (WHERE e.type IN ('fee', 'fee_refund')), 0)::bigint AS fees,
    coalesce(sum(p.amount_minor) FILTER (WHERE e.type = 'refund'), 0)::bigint AS refunded,
    coalesce(sum(p.amount_minor) FILTER (WHERE e.type = 'return'), 0)::bigint AS returned,
    coalesce(sum(p.amount_minor) FILTER (WHERE e.type IN ('dispute', 'dispute_won')), 0)::bigint AS disputed,
    sum(p.amount_minor)::bigint AS change
  FROM ledger_postings p JOIN ledger_entries e ON e.id = p.entry_id
  WHERE p.merchant_id = $1 AND p.mode = $2 AND p.currency = $3 AND p.account = 'merchant'
    AND p.created_at >= $4::date AT TIME ZONE 'UTC' AND p.created_at < ($5::date + 1) AT TIME ZONE 'UTC'
  GROUP BY 1 ORDER BY 1`;

/** The ledger as it is read. Nobody but the database's own triggers writes it. */
export function createLedger(pool: pg.Pool): Ledger {
  return {
    balances: async ({ merchantId, mode }) => {
      const { rows } = await pool.query<BalanceRow>({
        name: 'ledger_balances',
        text: BALANCES,
        values: [merchantId, mode],
      });
      return rows.map(({ currency, available, held, fees }) => ({
        currency,
        availableMinor: available,
        heldMinor: held,
        feesMinor: fees,
      }));
    },
    statement: async ({ merchantId, mode }, currency, from, to) => {
      const account = [merchantId, mode, currency, from];
      const [opening, days] = await Promise.all([
        pool.query<{ opening: number }>({ name: 'ledger_opening', text: OPENING, values: account }),
        pool.query<DayRow>({ name: 'ledger_days', text: DAYS, values: [...account, to] }),
      ]);
      return { openingMinor: opening.rows[0]?.opening ?? 0, days: days.rows.map(toDay) };
    },
  };
}

function toDay(row: DayRow): StatementDayRecord {
  return {
    date: row.date,
    capturedMinor: row.captured,
    feesMinor: row.fees,
    refundedMinor: row.refunded,
    returnedMinor: row.returned,
    disputedMinor: row.disputed,
    changeMinor: row.change,
  };
}

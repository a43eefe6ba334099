import type { BalanceRecord, Ledger, PaymentScope, StatementDayRecord } from '@fieldfare/payments';
import type { Currency } from '@fieldfare/protocol';
import type pg from 'pg';

interface BalanceRow {
  currency: Currency;
  available: number;
  held: number;
  fees: number;
}

interface DayRow {
  /** Null for all days before the statement's first. */
  date: string | null;
  captured: number;
  fees: number;
  refunded: number;
  returned: number;
  disputed: number;
  change: number;
}

const BALANCES = `SELECT currency, sum(change_minor)::bigint AS available, sum(held_minor)::bigint AS held, sum(earned_minor)::bigint AS fees
  FROM ledger_days_of($1, $2) GROUP BY currency ORDER BY currency`;

const STATEMENT = `SELECT CASE WHEN date >= $4 THEN to_char(date, 'YYYY-MM-DD') END AS date, sum(captured_minor)::bigint AS captured, sum(fees_minor)::bigint AS fees,
    sum(refunded_minor)::bigint AS refunded, sum(returned_minor)::bigint AS returned, sum(disputed_minor)::bigint AS disputed, sum(change_minor)::bigint AS change
  FROM ledger_days_of($1, $2)
  WHERE currency = $3 AND date <= $5 AND (captured_minor, fees_minor, refunded_minor, returned_minor, disputed_minor) <> (0, 0, 0, 0, 0) GROUP BY 1 ORDER BY 1`;

/**
 * The ledger as it is read. Nobody but the database's own triggers writes it. Days that are over are summed once, when somebody asks for
 * them first, so that a question costs what was posted today, however many years there are. What is answered is always what the postings say.
 */
export function createLedger(pool: pg.Pool): Ledger {
  return {
    balances: async (scope) => {
      await keepDays(pool, scope);
      const { rows } = await pool.query<BalanceRow>(balancesQuery(scope));
      return rows.map(({ currency, available, held, fees }): BalanceRecord => ({
        currency,
        availableMinor: available,
        heldMinor: held,
        feesMinor: fees,
      }));
    },
    statement: async (scope, currency, from, to) => {
      await keepDays(pool, scope);
      const { rows } = await pool.query<DayRow>(statementQuery(scope, currency, from, to));
      return {
        openingMinor: rows.find(({ date }) => date === null)?.change ?? 0,
        days: rows.flatMap((row) => (row.date === null ? [] : [toDay(row, row.date)])),
      };
    },
  };
}

export function balancesQuery({ merchantId, mode }: PaymentScope) {
  return { name: 'ledger_balances', text: BALANCES, values: [merchantId, mode] };
}

/** One statement, so that the opening and the days are of one moment. */
export function statementQuery({ merchantId, mode }: PaymentScope, currency: Currency, from: string, to: string) {
  return { name: 'ledger_statement', text: STATEMENT, values: [merchantId, mode, currency, from, to] };
}

/** Whose books have days that are over and not kept, or kept and not over. */
const DUE = `SELECT m.id AS "merchantId", modes.mode FROM merchants m CROSS JOIN (VALUES ('live'), ('test')) modes(mode)
    LEFT JOIN ledger_days_kept k ON k.merchant_id = m.id AND k.mode = modes.mode
  WHERE k.until IS DISTINCT FROM first_open_day() OR EXISTS (SELECT 1 FROM ledger_day_changes c WHERE c.merchant_id = m.id AND c.mode = modes.mode AND c.date < first_open_day()) LIMIT $1`;

/** Keeps the days of those who do not ask, so that nobody's first question is of years. Answers how many were tended to. */
export async function keepLedgerDays(pool: pg.Pool, limit: number): Promise<number> {
  const { rows } = await pool.query<PaymentScope>({ name: 'ledger_days_due', text: DUE, values: [limit] });
  for (const scope of rows) await keepDays(pool, scope);
  return rows.length;
}

async function keepDays(pool: pg.Pool, { merchantId, mode }: PaymentScope): Promise<void> {
  await pool.query({ name: 'keep_ledger_days', text: 'SELECT keep_ledger_days($1, $2)', values: [merchantId, mode] });
}

function toDay(row: DayRow, date: string): StatementDayRecord {
  return {
    date,
    capturedMinor: row.captured,
    feesMinor: row.fees,
    refundedMinor: row.refunded,
    returnedMinor: row.returned,
    disputedMinor: row.disputed,
    changeMinor: row.change,
  };
}

import type pg from 'pg';

export interface PostingLoad {
  merchantId: string;
  /** Entries; each has two postings. */
  count: number;
  /** The newest one's time. */
  newest: Date;
  /** How much older each is than the one before. */
  everyMs: number;
}

const LOAD = `WITH made AS (
    INSERT INTO ledger_entries (merchant_id, mode, type, payment_id, created_at)
    SELECT $1, 'test', (ARRAY['capture', 'fee', 'capture', 'fee', 'refund'])[1 + n % 5], 'pay_' || n, $2::timestamptz - n * $4::float8 * interval '1 millisecond' FROM generate_series(0, $3::int - 1) n
    RETURNING id, type, created_at)
  INSERT INTO ledger_postings (entry_id, merchant_id, mode, account, currency, amount_minor, created_at)
  SELECT made.id, $1, 'test', side.account, (ARRAY['USD', 'EUR'])[1 + made.id % 2], side.amount, made.created_at FROM made, LATERAL (VALUES
      (CASE type WHEN 'fee' THEN 'fees' ELSE 'processor' END, CASE type WHEN 'capture' THEN -5000 WHEN 'fee' THEN 175 ELSE 700 END),
      ('merchant', CASE type WHEN 'capture' THEN 5000 WHEN 'fee' THEN -175 ELSE -700 END)) AS side(account, amount)`;

/** Puts entries into the books by one statement, as many as a merchant has after years. They belong to no payments, and no trigger hears of them: each was of today when it was made. */
export async function loadPostings(owner: pg.ClientBase, { merchantId, count, newest, everyMs }: PostingLoad) {
  await owner.query('SET session_replication_role = replica');
  await owner.query(LOAD, [merchantId, newest, count, everyMs]);
  await owner.query('RESET session_replication_role');
  await owner.query('VACUUM (ANALYZE) ledger_entries, ledger_postings');
}

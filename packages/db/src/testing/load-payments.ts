import type pg from 'pg';

export interface PaymentLoad {
  merchantId: string;
  count: number;
  /** The newest one's time; each is a second older than the one before. */
  newest: Date;
  /** Told apart in the ids of several loads. */
  label: string;
}

/**
 * Puts payments into the table by one statement, as many as a merchant has after years: varied in status, amount, method, reference,
 * customer and metadata, with ids that sort by their time as made ones do. They were never asked of a bank.
 */
export async function loadPayments(owner: pg.ClientBase | pg.Pool, { merchantId, count, newest, label }: PaymentLoad) {
  await owner.query(
    `INSERT INTO payments (id, merchant_id, mode, customer_id, reference, amount_minor, fee_minor, fee_mode, total_minor, authorized_minor, captured_minor,
        currency, status, payment_token, record_number, method, processor, metadata, created_at, updated_at)
      SELECT 'pay_' || time || lpad(n::text, 8, '0') || lpad($4, 8, 'x'), $1, 'test', 'cus_' || lpad((n % 5000)::text, 26, '0'), 'A-' || n, amount, 0, 'merchant_fee', amount,
        CASE WHEN status IN ('authorized', 'captured') THEN amount ELSE 0 END, CASE status WHEN 'captured' THEN amount ELSE 0 END, 'USD', status,
        'tok_' || $4 || n, $4 || n, jsonb_build_object('type', 'card', 'brand', (ARRAY['visa', 'visa', 'visa', 'mastercard', 'american-express'])[1 + n % 5], 'last4', lpad((n::bigint * 7919 % 10000)::text, 4, '0'),
          'exp_month', 12, 'exp_year', 2030, 'bank_name', null), 'sandbox', jsonb_build_object('order', 'A-' || n, 'channel', CASE n % 2 WHEN 0 THEN 'web' ELSE 'app' END), at, at
      FROM (
        SELECT n, at, 100 + n::bigint * 7919 % 50000 AS amount, CASE WHEN n % 1000 = 7 THEN 'unknown' WHEN n % 10 = 3 THEN 'declined' WHEN n % 10 < 3 THEN 'authorized' ELSE 'captured' END AS status,
          (SELECT string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((floor(extract(epoch FROM at) * 1000)::bigint >> (5 * digit)) & 31)::int, 1), '' ORDER BY digit DESC) FROM generate_series(0, 9) digit) AS time
        FROM (SELECT n, $2::timestamptz - n * interval '1 second' AS at FROM generate_series(1, $3::int) n) moments
      ) made`,
    [merchantId, newest, count, label],
  );
  await owner.query('ANALYZE payments, payment_metadata');
}

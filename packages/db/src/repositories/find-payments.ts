import { coalesce } from '@fieldfare/payments';
import type { PaymentRecord, PaymentRepository } from '@fieldfare/payments';
import type pg from 'pg';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';

interface Asked {
  id: string;
  merchantId: string;
  mode: PaymentRecord['mode'];
}

const FIND = `SELECT asked.ordinal::int AS ordinal, to_jsonb(p) AS payment
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked(id, merchant_id, mode, ordinal)
  JOIN payments p ON p.id = asked.id AND p.merchant_id = asked.merchant_id AND p.mode = asked.mode`;

// A read takes less than a millisecond: whoever comes during one goes with the next, and none waits for one that is held up.
const FIND_BATCHES = { maxBatch: 64, maxInFlight: 4, patienceMs: 5 };

/**
 * Finds payments of a merchant and mode by id. Those that are asked for while others are being read travel together: most of what a single
 * row costs is the way to the database and back.
 */
export function findPayments(pool: pg.Pool): PaymentRepository['find'] {
  const find = coalesce(async (asked: Asked[]): Promise<(PaymentRecord | null)[]> => {
    const { rows } = await pool.query<{ ordinal: number; payment: PaymentRow }>({
      name: 'find_payments',
      text: FIND,
      values: [asked.map(({ id }) => id), asked.map(({ merchantId }) => merchantId), asked.map(({ mode }) => mode)],
    });
    const found = new Map(rows.map(({ ordinal, payment }) => [ordinal, toPayment(payment)]));
    return asked.map((_, place) => found.get(place + 1) ?? null);
  }, FIND_BATCHES);
  return (id, { merchantId, mode }) => find({ id, merchantId, mode });
}

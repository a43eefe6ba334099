import type { AttemptDetail, AttemptReader } from '@fieldfare/payments';
import type pg from 'pg';
import { toAttempt } from './attempt-row.ts';
import type { AttemptRow } from './attempt-row.ts';

interface AttemptDetailRow extends AttemptRow {
  processor_reference: string | null;
  reason: string | null;
  finished_at: Date | null;
}

function toAttemptDetail(row: AttemptDetailRow): AttemptDetail {
  const { processor_reference: processorReference, reason, finished_at: finishedAt } = row;
  return { ...toAttempt(row), processorReference, reason, finishedAt };
}

/** Attempts as they are compared with the processors' books. */
export function createAttemptReader(pool: pg.Pool): AttemptReader {
  return {
    ofPayments: async (paymentIds) => {
      const { rows } = await pool.query<AttemptRow>({
        name: 'attempts_of_payments',
        text: `SELECT id, payment_id, type, state, amount_minor, currency, processor, actor, created_at, checks, made_outside
          FROM attempts WHERE payment_id = ANY ($1) ORDER BY id`,
        values: [paymentIds],
      });
      return rows.map(toAttempt);
    },
    ofPayment: async (paymentId) => {
      const { rows } = await pool.query<AttemptDetailRow>({
        name: 'attempts_of_payment',
        text: `SELECT id, payment_id, type, state, amount_minor, currency, processor, actor, created_at, checks, made_outside, processor_reference, reason, finished_at
          FROM attempts WHERE payment_id = $1 ORDER BY id`,
        values: [paymentId],
      });
      return rows.map(toAttemptDetail);
    },
  };
}

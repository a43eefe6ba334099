import type { NoticeRepository } from '@fieldfare/payments';
import type pg from 'pg';

// Only what is in doubt: an attempt whose answer is still expected is looked at once its time has come, and not under its feet.
const BRING_FORWARD = `UPDATE attempts a SET check_after = $4 FROM payments p
  WHERE p.id = a.payment_id AND a.processor = $1 AND a.state = 'unknown' AND a.check_after > $4
    AND (a.id = $2 OR p.processor_reference = $3)`;

const SUCCEEDED_REFUND = `SELECT p.processor_reference AS reference FROM refunds r
  JOIN attempts a ON a.id = r.attempt_id JOIN payments p ON p.id = r.payment_id
  WHERE r.attempt_id = $2 AND a.processor = $1 AND r.status = 'succeeded'`;

/** What processors' webhooks change, in PostgreSQL. `reverseRefund` is one round trip: `reverse_refund` of the ledger's migration. */
export function createNoticeRepository(pool: pg.Pool): NoticeRepository {
  return {
    bringForward: async ({ processor, attemptId, processorReference }, now) => {
      const values = [processor, attemptId, processorReference, now];
      const { rowCount } = await pool.query({ name: 'bring_forward', text: BRING_FORWARD, values });
      return rowCount ?? 0;
    },
    succeededRefund: async (processor, attemptId) => {
      const { rows } = await pool.query<{ reference: string | null }>({
        name: 'succeeded_refund',
        text: SUCCEEDED_REFUND,
        values: [processor, attemptId],
      });
      return rows[0]?.reference ?? null;
    },
    reverseRefund: async ({ processor, attemptId, eventId, reason }, now) => {
      const item = { processor, attempt_id: attemptId, event_id: eventId, reason };
      const { rows } = await pool.query<{ verdict: 'reversed' | 'known' }>({
        name: 'reverse_refund',
        text: 'SELECT reverse_refund($1::jsonb, $2) AS verdict',
        values: [JSON.stringify(item), now],
      });
      return rows[0]?.verdict ?? 'known';
    },
  };
}

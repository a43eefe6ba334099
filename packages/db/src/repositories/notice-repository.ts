import type { NoticeRepository } from '@fieldfare/payments';
import type pg from 'pg';

// Only what is in doubt or was believed absent: an attempt whose answer is still expected is looked at once its time has come, and not under its feet.
const BRING_FORWARD = `UPDATE attempts a SET check_after = $4 FROM payments p
  WHERE p.id = a.payment_id AND a.processor = $1 AND a.state IN ('unknown', 'absent') AND a.check_after > $4
    AND (a.id = $2 OR p.processor_reference = $3)`;

const SUCCEEDED_REFUND = `SELECT p.processor_reference AS reference FROM refunds r
  JOIN attempts a ON a.id = r.attempt_id JOIN payments p ON p.id = r.payment_id
  WHERE r.attempt_id = $2 AND a.processor = $1 AND r.status = 'succeeded'`;

// The count of looks begins anew, so that the look which is under way does not end this one.
const LOOK_AGAIN = `UPDATE attempts SET check_after = $3, checks = 0
  WHERE id = $2 AND processor = $1 AND type = 'authorize' AND state IN ('succeeded', 'absent')`;

const LOOKED = 'UPDATE attempts SET check_after = NULL WHERE id = $1 AND checks = $2';

/** What processors' webhooks change, in PostgreSQL. `reverseRefund` and `adopt` are one round trip each: `reverse_refund` and `adopt_outside` of the migrations. */
export function createNoticeRepository(pool: pg.Pool): NoticeRepository {
  return {
    bringForward: async ({ processor, attemptId, processorReference }, now) => {
      const values = [processor, attemptId, processorReference, now];
      const { rowCount } = await pool.query({ name: 'bring_forward', text: BRING_FORWARD, values });
      return rowCount ?? 0;
    },
    lookAgain: async (processor, attemptId, now) => {
      await pool.query({ name: 'look_again', text: LOOK_AGAIN, values: [processor, attemptId, now] });
    },
    looked: async ({ id, checks }) => {
      await pool.query({ name: 'looked', text: LOOKED, values: [id, checks] });
    },
    adopt: async (move, now) => {
      const item = {
        payment_id: move.paymentId,
        processor: move.processor,
        expected_version: move.expectedVersion,
        type: move.type,
        status: move.status,
        attempt_id: move.attemptId,
        event_id: move.eventId,
        amount_minor: move.amountMinor,
        processor_reference: move.processorReference,
        refund: move.refund && { id: move.refund.id, fee_minor: move.refund.feeMinor },
      };
      const { rows } = await pool.query<{ verdict: 'adopted' | 'changed' }>({
        name: 'adopt_outside',
        text: 'SELECT adopt_outside($1::jsonb, $2) AS verdict',
        values: [JSON.stringify(item), now],
      });
      return rows[0]?.verdict ?? 'changed';
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

import type { ProcessorDispute } from '@fieldfare/payments';
import type pg from 'pg';

export interface FindDisputesInput {
  /** The keyed hash of the card that is disputed later. */
  cardHash: Buffer;
  /** Captures between these two moments have been disputed by now. */
  since: Date;
  until: Date;
}

interface DisputeRow {
  attempt_id: string;
  reference: string;
  amount_minor: string;
  captured_at: Date;
}

const RESPONSE_MS = 14 * 24 * 3_600_000;
// The sandbox's own index holds only the attempts of cards that end like the one that is disputed.
const FIND = `SELECT a.attempt_id, a.reference, held.captured - held.refunded AS amount_minor, c.created_at AS captured_at
  FROM sandbox.attempts a
  JOIN sandbox.authorizations held ON held.reference = a.reference
  JOIN sandbox.attempts c ON c.authorization = a.reference AND c.type = 'capture' AND c.outcome = 'succeeded'
  WHERE a.last4 = '0259' AND a.card_hash = $1 AND c.created_at >= $2 AND c.created_at <= $3 AND held.captured > held.refunded`;

/** The disputes that the bank's books say have been raised: every capture of the card that is disputed later, for what was not refunded. */
export async function findDisputes(
  pool: pg.Pool,
  { cardHash, since, until }: FindDisputesInput,
): Promise<ProcessorDispute[]> {
  const { rows } = await pool.query<DisputeRow>({
    name: 'sandbox_disputes',
    text: FIND,
    values: [cardHash, since, until],
  });
  return rows.map((row) => ({
    processorReference: `dispute_${row.reference}`,
    attemptId: row.attempt_id,
    amountMinor: Number(row.amount_minor),
    reason: 'fraudulent',
    status: 'needs_response',
    respondBy: new Date(row.captured_at.getTime() + RESPONSE_MS),
  }));
}

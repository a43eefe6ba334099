import type { ProcessorDispute } from '@fieldfare/payments';
import type { DisputeStatus } from '@fieldfare/protocol';
import type pg from 'pg';
import type { DisputeCourse } from './dispute-courses.ts';

export interface FindDisputesInput {
  /** What comes of the cards that are disputed later, by their keyed hash in base 64. */
  courses: ReadonlyMap<string, DisputeCourse>;
  /** Captures before that are nobody's business any more. */
  since: Date;
  now: Date;
}

interface DisputeRow {
  attempt_id: string;
  card_hash: string;
  reference: string;
  amount_minor: string;
  captured_at: Date;
}

const RESPONSE_MS = 14 * 24 * 3_600_000;
const AWAITS_RESPONSE: ReadonlySet<DisputeStatus> = new Set(['inquiry', 'needs_response']);
const NEVER: DisputeCourse = { reason: '', steps: [] };
// The sandbox's own index holds only the attempts of cards that end like those that are disputed.
const FIND = `SELECT a.attempt_id, encode(a.card_hash, 'base64') AS card_hash, a.reference, held.captured - held.refunded AS amount_minor, c.created_at AS captured_at
  FROM sandbox.attempts a
  JOIN sandbox.authorizations held ON held.reference = a.reference
  JOIN sandbox.attempts c ON c.authorization = a.reference AND c.type = 'capture' AND c.outcome = 'succeeded'
  WHERE a.last4 IN ('0259', '1976', '2685') AND a.card_hash = ANY (SELECT decode(hash, 'base64') FROM unnest($1::text[]) AS hash) AND c.created_at >= $2 AND held.captured > held.refunded`;

/** The disputes that the bank's books say have been raised, each as far as it has come: captures of the cards that are disputed, for what was not refunded. */
export async function findDisputes(
  pool: pg.Pool,
  { courses, since, now }: FindDisputesInput,
): Promise<ProcessorDispute[]> {
  const { rows } = await pool.query<DisputeRow>({
    name: 'sandbox_disputes',
    text: FIND,
    values: [[...courses.keys()], since],
  });
  return rows.flatMap((row) => {
    const { reason, steps } = courses.get(row.card_hash) ?? NEVER;
    const status = steps.findLast(({ afterMs }) => row.captured_at.getTime() + afterMs <= now.getTime())?.status;
    if (status === undefined) return [];
    return {
      processorReference: `dispute_${row.reference}`,
      attemptId: row.attempt_id,
      amountMinor: Number(row.amount_minor),
      reason,
      status,
      respondBy: AWAITS_RESPONSE.has(status) ? new Date(row.captured_at.getTime() + RESPONSE_MS) : null,
    };
  });
}

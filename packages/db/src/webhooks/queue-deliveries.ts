import type pg from 'pg';

/** One attempt to make: which delivery, the number of the attempt, and how long from now. */
export interface AttemptToMake {
  deliveryId: string;
  endpointId: string;
  /** Whether the endpoint's attempts fail at present. */
  isFailing: boolean;
  number: number;
  delayMs: number;
}

export const DELIVER_WEBHOOK = 'deliver_webhook';
/** How many attempts of a failing endpoint are under way at once at the most: waiting for it in vain must not keep the others waiting. */
const LANES = 4;

/**
 * Queues attempts within the caller's transaction. The job's key is the delivery: queued twice it is one job, and one that is being worked on
 * is left alone. The time is the database's own, since it is the database that hands out the jobs.
 */
export async function queueDeliveries(
  client: pg.ClientBase | pg.Pool,
  attempts: readonly AttemptToMake[],
): Promise<void> {
  if (attempts.length === 0) return;
  await client.query({
    name: 'queue_deliveries',
    text: `SELECT graphile_worker.add_job($1, json_build_object('delivery', a.delivery, 'attempt', a.number), queue_name => a.lane,
        run_at => now() + a.delay_ms * interval '1 millisecond', job_key => a.delivery)
      FROM unnest($2::text[], $3::int[], $4::text[], $5::bigint[]) AS a(delivery, number, lane, delay_ms)`,
    values: [
      DELIVER_WEBHOOK,
      attempts.map(({ deliveryId }) => deliveryId),
      attempts.map(({ number }) => number),
      attempts.map(laneOf),
      attempts.map(({ delayMs }) => Math.round(delayMs)),
    ],
  });
}

function laneOf({ deliveryId, endpointId, isFailing }: AttemptToMake): string | null {
  if (!isFailing) return null;
  return `${endpointId}:${deliveryId.charCodeAt(deliveryId.length - 1) % LANES}`;
}

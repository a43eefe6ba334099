import type { Event } from '@fieldfare/protocol';
import type pg from 'pg';
import { inTransaction } from '../in-transaction.ts';
import { addNotification } from '../repositories/notification-store.ts';
import type { PlacedNotification } from '../repositories/notification-store.ts';
import { presentEventRow } from './event-store.ts';
import { EVENT_COLUMNS } from './list-events.ts';
import type { EventRow } from './event-store.ts';
import { queueDeliveries } from './queue-deliveries.ts';

/** A delivery that is still to be made, with all that an attempt needs. */
export interface DueDelivery {
  id: string;
  attempts: number;
  event: Event;
  endpoint: {
    id: string;
    merchantId: string;
    url: string;
    isEnabled: boolean;
    secretId: string;
    previousSecretId: string | null;
    previousSecretExpiresAt: Date | null;
  };
}

export interface MadeAttempt {
  number: number;
  startedAt: Date;
  durationMs: number;
  statusCode: number | null;
  error: string | null;
  responseBody: string | null;
}

/** What becomes of a delivery after an attempt. */
export type Verdict =
  | { type: 'succeeded' }
  | { type: 'again'; delayMs: number; at: Date }
  /** Given up; `disable` says why its endpoint is, too, and `notice` what its people are told in the same commit. */
  | { type: 'failed'; disable: 'failing' | 'gone'; notice: PlacedNotification };

/** What the worker reads and writes. */
export interface DeliveryWork {
  /** Null where it is over, or gone with its endpoint. */
  load(deliveryId: string): Promise<DueDelivery | null>;
  /**
   * Notes an attempt with what follows from it; all of it commits together. False where that attempt was noted already. `isFailingSince`
   * decides whether an endpoint that was given up on is disabled: it must have failed ever since.
   */
  note(delivery: DueDelivery, attempt: MadeAttempt, verdict: Verdict, now: Date): Promise<NotedAttempt>;
  cancel(deliveryId: string, now: Date): Promise<void>;
  /** Frees the jobs of workers that have held one for longer than any attempt can take; answers how many workers were given up. */
  freeJobsOfDeadWorkers(heldForMs: number): Promise<number>;
  /** Queues what should have been tried long ago and has no job: nothing is forgotten, whatever became of the queue. */
  requeueForgotten(dueBefore: Date, limit: number): Promise<number>;
}

export interface NotedAttempt {
  isNew: boolean;
  /** Whether it was this attempt that disabled the endpoint. */
  isDisabledNow: boolean;
}

interface DueRow extends EventRow {
  delivery_id: string;
  attempts: number;
  endpoint_id: string;
  merchant_id: string;
  url: string;
  status: string;
  secret_id: string;
  previous_secret_id: string | null;
  previous_secret_expires_at: Date | null;
}

export function createDeliveryWork(pool: pg.Pool): DeliveryWork {
  return {
    load: async (deliveryId) => {
      const { rows } = await pool.query<DueRow>({
        name: 'load_delivery',
        text: `SELECT d.id AS delivery_id, d.attempts, w.id AS endpoint_id, w.merchant_id, w.url, w.status, w.secret_id, w.previous_secret_id, w.previous_secret_expires_at, ${EVENT_COLUMNS}
          FROM webhook_deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint_id JOIN events e ON e.id = d.event_id WHERE d.id = $1 AND d.status = 'pending'`,
        values: [deliveryId],
      });
      return rows[0] ? toDue(rows[0]) : null;
    },
    note: async (delivery, attempt, verdict, now) => {
      // Nearly every attempt succeeds: that is one statement, which commits by itself.
      if (verdict.type === 'succeeded')
        return { isNew: await insertAttempt(pool, delivery, attempt, verdict, now), isDisabledNow: false };
      return inTransaction(pool, async (client) => {
        if (!(await insertAttempt(client, delivery, attempt, verdict, now)))
          return { isNew: false, isDisabledNow: false };
        if (verdict.type === 'again') {
          const number = attempt.number + 1;
          const { id: endpointId } = delivery.endpoint;
          await queueDeliveries(client, [
            { deliveryId: delivery.id, endpointId, isFailing: true, number, delayMs: verdict.delayMs },
          ]);
        }
        return { isNew: true, isDisabledNow: await markEndpoint(client, delivery, attempt, verdict, now) };
      });
    },
    cancel: async (deliveryId, now) => {
      await pool.query(
        "UPDATE webhook_deliveries SET status = 'canceled', next_attempt_at = NULL, finished_at = $2 WHERE id = $1 AND status = 'pending'",
        [deliveryId, now],
      );
    },
    freeJobsOfDeadWorkers: async (heldForMs) => {
      const { rows } = await pool.query<{ workers: number }>(
        `WITH dead AS (
          SELECT array_agg(DISTINCT j.locked_by) AS ids FROM graphile_worker.jobs j WHERE j.locked_at < now() - $1 * interval '1 millisecond'
        )
        SELECT coalesce(array_length(dead.ids, 1), 0) AS workers FROM dead,
          LATERAL (SELECT CASE WHEN dead.ids IS NOT NULL THEN graphile_worker.force_unlock_workers(dead.ids) END) AS freed(result)`,
        [heldForMs],
      );
      return rows[0]?.workers ?? 0;
    },
    requeueForgotten: (dueBefore, limit) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ id: string; endpoint_id: string; attempts: number }>(
          `SELECT d.id, d.endpoint_id, d.attempts FROM webhook_deliveries d WHERE d.status = 'pending' AND d.next_attempt_at < $1
            AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = d.id AND j.attempts < j.max_attempts) ORDER BY d.next_attempt_at LIMIT $2`,
          [dueBefore, limit],
        );
        const jobs = rows.map((row) => ({
          deliveryId: row.id,
          endpointId: row.endpoint_id,
          isFailing: row.attempts > 0,
          number: row.attempts + 1,
          delayMs: 0,
        }));
        await queueDeliveries(client, jobs);
        return jobs.length;
      }),
  };
}

function toDue(row: DueRow): DueDelivery {
  return {
    id: row.delivery_id,
    attempts: row.attempts,
    event: presentEventRow(row),
    endpoint: {
      id: row.endpoint_id,
      merchantId: row.merchant_id,
      url: row.url,
      isEnabled: row.status === 'enabled',
      secretId: row.secret_id,
      previousSecretId: row.previous_secret_id,
      previousSecretExpiresAt: row.previous_secret_expires_at,
    },
  };
}

/** False where somebody else noted this attempt, or the delivery was ended meanwhile. One that succeeded makes its endpoint as good as new. */
async function insertAttempt(
  client: pg.ClientBase | pg.Pool,
  { id }: DueDelivery,
  attempt: MadeAttempt,
  verdict: Verdict,
  now: Date,
): Promise<boolean> {
  const status = verdict.type === 'again' ? 'pending' : verdict.type;
  const { rowCount } = await client.query({
    name: 'note_attempt',
    text: `WITH moved AS (
        UPDATE webhook_deliveries d SET attempts = $2, status = $3, next_attempt_at = $4, finished_at = $5
        WHERE d.id = $1 AND d.status = 'pending' AND d.attempts = $2 - 1 RETURNING d.id, d.endpoint_id
      ), healed AS (
        UPDATE webhook_endpoints w SET failing_since = NULL FROM moved m WHERE w.id = m.endpoint_id AND w.failing_since IS NOT NULL AND $3 = 'succeeded'
      )
      INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, status_code, error, response_body)
      SELECT m.id, $2, $6, $7, $8, $9, $10 FROM moved m`,
    values: [
      id,
      attempt.number,
      status,
      verdict.type === 'again' ? verdict.at : null,
      verdict.type === 'again' ? null : now,
      attempt.startedAt,
      attempt.durationMs,
      attempt.statusCode,
      attempt.error,
      attempt.responseBody,
    ],
  });
  return rowCount === 1;
}

/** Keeps since when an endpoint fails, and disables it where it is given up on and nothing has come through since the delivery was made. */
async function markEndpoint(
  client: pg.ClientBase,
  { id, endpoint }: DueDelivery,
  { startedAt }: MadeAttempt,
  verdict: Exclude<Verdict, { type: 'succeeded' }>,
  now: Date,
): Promise<boolean> {
  await client.query('UPDATE webhook_endpoints SET failing_since = $2 WHERE id = $1 AND failing_since IS NULL', [
    endpoint.id,
    startedAt,
  ]);
  if (verdict.type === 'again') return false;
  const { rowCount } = await client.query(
    `UPDATE webhook_endpoints w SET status = 'disabled', disabled_reason = $2, disabled_at = $3, updated_at = $3
      FROM webhook_deliveries d WHERE w.id = $1 AND w.status = 'enabled' AND d.id = $4
        AND ($2 = 'gone' OR w.failing_since <= (SELECT min(a.started_at) FROM webhook_attempts a WHERE a.delivery_id = d.id))`,
    [endpoint.id, verdict.disable, now, id],
  );
  if (rowCount !== 1) return false;
  await client.query(
    "UPDATE webhook_deliveries SET status = 'canceled', next_attempt_at = NULL, finished_at = $2 WHERE endpoint_id = $1 AND status = 'pending'",
    [endpoint.id, now],
  );
  await client.query(
    `INSERT INTO audit_log (merchant_id, actor, action, subject, body, created_at)
      VALUES ($1, '{"type":"system","id":null,"name":"Webhooks"}', 'webhook_endpoint.disable', $2, jsonb_build_object('reason', $3::text), $4)`,
    [endpoint.merchantId, endpoint.id, verdict.disable, now],
  );
  await addNotification(client, verdict.notice);
  return true;
}

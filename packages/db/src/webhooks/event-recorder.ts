import { newId } from '@fieldfare/protocol';
import type { EventType, Mode } from '@fieldfare/protocol';
import type pg from 'pg';
import { inTransaction } from '../in-transaction.ts';
import { eventsOfFact } from './events-of-fact.ts';
import { queueDeliveries } from './queue-deliveries.ts';

/** A row of the outbox that merchants may hear of. */
export interface HearableFact {
  id: number;
  type: string;
  /** What had happened to the same payment before; null where nothing had. */
  previousType: string | null;
  merchantId: string;
  version: number | null;
  committedAt: Date;
  /** The row that it is about, as it was then. */
  object: unknown;
}

export interface NewEvent {
  id: string;
  merchantId: string;
  mode: Mode;
  type: EventType;
  related: string;
  version: number;
  data: Record<string, unknown>;
  factId: number | null;
  createdAt: Date;
}

export interface RecordReport {
  recorded: number;
  failures: { factId: number; error: unknown }[];
}

export interface EventRecorder {
  /**
   * Turns facts that are not recorded yet, whatever order they were committed in, into events, deliveries and jobs: all of it commits
   * together, or the facts stay as they are. Two recorders never take the same fact. One that cannot be shown keeps none of the others back,
   * however many there are: it stays, is named, and is looked at again a minute later.
   */
  record(maxFacts: number, now: Date): Promise<RecordReport>;
}

const ASIDE_MS = 60_000;

export function createEventRecorder(pool: pg.Pool): EventRecorder {
  /** What could not be shown, and since when. */
  const aside = new Map<number, number>();
  return {
    record: (maxFacts, now) =>
      inTransaction(pool, async (client) => {
        for (const [id, since] of aside) if (now.getTime() - since >= ASIDE_MS) aside.delete(id);
        const failures: RecordReport['failures'] = [];
        const taken: number[] = [];
        const events: NewEvent[] = [];
        for (const fact of await claim(client, maxFacts, [...aside.keys()])) {
          try {
            events.push(...eventsOfFact(fact));
            taken.push(fact.id);
          } catch (error) {
            aside.set(fact.id, now.getTime());
            failures.push({ factId: fact.id, error });
          }
        }
        if (events.length > 0) await deliver(client, await insertEvents(client, events), now);
        if (taken.length > 0)
          await client.query('UPDATE outbox SET recorded_at = $2 WHERE id = ANY ($1)', [taken, now]);
        return { recorded: taken.length, failures };
      }),
  };
}

interface FactRow {
  id: number;
  type: string;
  previous_type: string | null;
  merchant_id: string;
  version: number | null;
  created_at: Date;
  object: unknown;
}

async function claim(client: pg.PoolClient, maxFacts: number, aside: readonly number[]): Promise<HearableFact[]> {
  const { rows } = await client.query<FactRow>({
    name: 'claim_facts',
    // What was put aside is a subquery, of which PostgreSQL makes a hash: there may be very many.
    // What the payment itself had come to before: a wish (`cancel_started`), a refund or a dispute in between ends no doubt.
    text: `SELECT o.id, o.type, e.type AS previous_type, o.merchant_id, o.version, o.created_at, o.object
      FROM outbox o LEFT JOIN LATERAL (
        SELECT p.type FROM payment_events p WHERE p.payment_id = o.payment_id AND p.version < o.version
          AND p.type LIKE 'payment.%' AND p.type NOT LIKE '%\\_started' ORDER BY p.version DESC LIMIT 1) e ON true
      WHERE o.object IS NOT NULL AND o.recorded_at IS NULL AND o.id NOT IN (SELECT unnest($2::bigint[])) ORDER BY o.id LIMIT $1 FOR UPDATE OF o SKIP LOCKED`,
    values: [maxFacts, aside],
  });
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    previousType: row.previous_type,
    merchantId: row.merchant_id,
    version: row.version,
    committedAt: row.created_at,
    object: row.object,
  }));
}

export interface DueEndpoint {
  eventId: string;
  endpointId: string;
  isFailing: boolean;
}

/** Gives each event its place in its merchant's sequence, and answers which endpoints hear of it. */
export async function insertEvents(client: pg.ClientBase, events: readonly NewEvent[]): Promise<DueEndpoint[]> {
  const { rows } = await client.query<DueEndpoint>({
    name: 'insert_events',
    text: INSERT_EVENTS,
    values: [JSON.stringify(events.map(toItem))],
  });
  return rows;
}

// The counter's row stays locked until the commit, so that whoever sees a number sees every one before it.
const INSERT_EVENTS = `
  WITH item AS MATERIALIZED (
    SELECT r.*, row_number() OVER (PARTITION BY r.merchant_id, r.mode ORDER BY r.position) AS place
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (id text, merchant_id text, mode text, type text, related text, version int, data jsonb, fact_id bigint, created_at timestamptz))
      WITH ORDINALITY AS r(id, merchant_id, mode, type, related, version, data, fact_id, created_at, position)
  ), totals AS (
    SELECT i.merchant_id, i.mode, count(*) AS events FROM item i GROUP BY i.merchant_id, i.mode
  ), counted AS (
    INSERT INTO event_sequences AS s (merchant_id, mode, last_sequence) SELECT t.merchant_id, t.mode, t.events FROM totals t ORDER BY t.merchant_id, t.mode
    ON CONFLICT (merchant_id, mode) DO UPDATE SET last_sequence = s.last_sequence + excluded.last_sequence
    RETURNING s.merchant_id, s.mode, s.last_sequence
  ), recorded AS (
    INSERT INTO events (id, merchant_id, mode, type, sequence, related, version, data, fact_id, created_at)
    SELECT i.id, i.merchant_id, i.mode, i.type, n.last_sequence - t.events + i.place, i.related, i.version, i.data, i.fact_id, i.created_at
    FROM item i JOIN totals t USING (merchant_id, mode) JOIN counted n USING (merchant_id, mode)
    RETURNING id, merchant_id, mode, type
  )
  SELECT r.id AS "eventId", w.id AS "endpointId", w.failing_since IS NOT NULL AS "isFailing"
  FROM recorded r JOIN webhook_endpoints w ON w.merchant_id = r.merchant_id AND w.mode = r.mode AND w.status = 'enabled'
    AND w.event_types && ARRAY['*', r.type, split_part(r.type, '.', 1) || '.*'] AND r.type <> 'webhook_endpoint.test'`;

function toItem(event: NewEvent) {
  return {
    id: event.id,
    merchant_id: event.merchantId,
    mode: event.mode,
    type: event.type,
    related: event.related,
    version: event.version,
    data: event.data,
    fact_id: event.factId,
    created_at: event.createdAt,
  };
}

/** Makes a delivery for each, and queues its first attempt for now. Answers the deliveries' ids in the same order. */
export async function deliver(client: pg.ClientBase, due: readonly DueEndpoint[], now: Date): Promise<string[]> {
  const ids = due.map(() => newId('webhookDelivery', now));
  if (ids.length === 0) return ids;
  await client.query({
    name: 'insert_deliveries',
    text: `INSERT INTO webhook_deliveries (id, event_id, endpoint_id, next_attempt_at, created_at)
      SELECT d.id, d.event, d.endpoint, $4, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS d(id, event, endpoint)`,
    values: [ids, due.map(({ eventId }) => eventId), due.map(({ endpointId }) => endpointId), now],
  });
  await queueDeliveries(
    client,
    due.map(({ endpointId, isFailing }, i) => ({
      deliveryId: ids[i] ?? '',
      endpointId,
      isFailing,
      number: 1,
      delayMs: 0,
    })),
  );
  return ids;
}

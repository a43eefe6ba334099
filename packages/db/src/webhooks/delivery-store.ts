import type { Page } from '@fieldfare/payments';
import type { DeliveryStatus, WebhookAttempt, WebhookDelivery } from '@fieldfare/protocol';
import type pg from 'pg';
import { inTransaction } from '../in-transaction.ts';
import { presentAttempt, presentDelivery, selectDelivery } from './delivery-row.ts';
import type { AttemptRow, DeliveryRow } from './delivery-row.ts';
import { deliver, insertEvents } from './event-recorder.ts';
import type { NewEvent } from './event-recorder.ts';
import type { EventScope } from './event-store.ts';

export interface DeliveryQuery {
  limit: number;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
  status?: DeliveryStatus | undefined;
}

export interface EventRange {
  endpointId: string;
  from: Date;
  to: Date;
  /** Leaves out what the endpoint has accepted, and what is on its way. */
  isUndeliveredOnly: boolean;
  limit: number;
}

/** A range of which at most `limit` were taken; `nextFrom` is where the rest begins. */
export interface RedeliveredRange {
  deliveries: number;
  nextFrom: Date | null;
}

/** The delivery log as merchants see it, and what they may ask for. */
export interface DeliveryStore {
  /** The endpoint must be the caller's own. */
  list(endpointId: string, query: DeliveryQuery): Promise<Page<WebhookDelivery>>;
  find(id: string, endpointId: string): Promise<WebhookDelivery | null>;
  attempts(id: string): Promise<WebhookAttempt[]>;
  /** Delivers an event anew: to the endpoint named, or to every enabled one that hears of its type. */
  redeliver(eventId: string, scope: EventScope, endpointId: string | null, now: Date): Promise<WebhookDelivery[]>;
  redeliverRange(scope: EventScope, range: EventRange, now: Date): Promise<RedeliveredRange>;
  /** Records an event of which one endpoint alone hears, whatever it filters. */
  sendTest(event: NewEvent, endpointId: string, now: Date): Promise<WebhookDelivery>;
}

export function createDeliveryStore(pool: pg.Pool): DeliveryStore {
  const byIds = async (client: pg.ClientBase | pg.Pool, ids: string[]): Promise<WebhookDelivery[]> => {
    const { rows } = await client.query<DeliveryRow>(
      `${selectDelivery('webhook_deliveries')} WHERE d.id = ANY ($1) ORDER BY d.id`,
      [ids],
    );
    return rows.map(presentDelivery);
  };
  return {
    list: (endpointId, query) => list(pool, endpointId, query),
    find: async (id, endpointId) => {
      const [found] = await byIds(pool, [id]);
      return found?.endpoint === endpointId ? found : null;
    },
    attempts: async (id) => {
      const { rows } = await pool.query<AttemptRow>(
        'SELECT number, started_at, duration_ms, status_code, error, response_body FROM webhook_attempts WHERE delivery_id = $1 ORDER BY number',
        [id],
      );
      return rows.map(presentAttempt);
    },
    redeliver: (eventId, { merchantId, mode }, endpointId, now) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ id: string; isFailing: boolean }>(LISTENERS, [
          eventId,
          merchantId,
          mode,
          endpointId,
        ]);
        return byIds(
          client,
          await deliver(
            client,
            rows.map(({ id, isFailing }) => ({ eventId, endpointId: id, isFailing })),
            now,
          ),
        );
      }),
    redeliverRange: (scope, range, now) =>
      inTransaction(pool, async (client) => {
        const { merchantId, mode } = scope;
        const values = [
          merchantId,
          mode,
          range.endpointId,
          range.from,
          range.to,
          range.isUndeliveredOnly,
          range.limit + 1,
        ];
        const { rows } = await client.query<{ id: string; created_at: Date; isFailing: boolean }>(RANGE, values);
        const taken = rows.slice(0, range.limit);
        await deliver(
          client,
          taken.map(({ id, isFailing }) => ({ eventId: id, endpointId: range.endpointId, isFailing })),
          now,
        );
        return { deliveries: taken.length, nextFrom: rows[range.limit]?.created_at ?? null };
      }),
    sendTest: (event, endpointId, now) =>
      inTransaction(pool, async (client) => {
        await insertEvents(client, [event]);
        const [delivery] = await byIds(
          client,
          await deliver(client, [{ eventId: event.id, endpointId, isFailing: false }], now),
        );
        if (!delivery) throw new TypeError('a delivery vanished while it was being made');
        return delivery;
      }),
  };
}

// A named endpoint is meant, whatever it filters; but none that is disabled is written to.
const LISTENERS = `
  SELECT w.id, w.failing_since IS NOT NULL AS "isFailing" FROM events e JOIN webhook_endpoints w ON w.merchant_id = e.merchant_id AND w.mode = e.mode AND w.status = 'enabled'
  WHERE e.id = $1 AND e.merchant_id = $2 AND e.mode = $3
    AND (w.id = $4 OR ($4::text IS NULL AND w.event_types && ARRAY['*', e.type, split_part(e.type, '.', 1) || '.*']))
  ORDER BY w.id`;

const RANGE = `
  SELECT e.id, e.created_at, w.failing_since IS NOT NULL AS "isFailing" FROM events e JOIN webhook_endpoints w ON w.id = $3 AND w.merchant_id = e.merchant_id AND w.mode = e.mode AND w.status = 'enabled'
  WHERE e.merchant_id = $1 AND e.mode = $2 AND e.created_at >= $4 AND e.created_at < $5 AND e.type <> 'webhook_endpoint.test'
    AND w.event_types && ARRAY['*', e.type, split_part(e.type, '.', 1) || '.*']
    AND NOT ($6 AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = e.id AND d.endpoint_id = w.id AND d.status IN ('succeeded', 'pending')))
  ORDER BY e.created_at, e.id LIMIT $7`;

async function list(pool: pg.Pool, endpointId: string, query: DeliveryQuery): Promise<Page<WebhookDelivery>> {
  const { text, values } = listDeliveriesQuery(endpointId, query);
  const { rows } = await pool.query<DeliveryRow>(text, values);
  const items = rows.slice(0, query.limit).map(presentDelivery);
  return { items: query.endingBefore === undefined ? items : items.toReversed(), hasMore: rows.length > query.limit };
}

/** The statement of a page of an endpoint's deliveries and its parameters: the page first, in the order of the endpoint's own indexes, and then what belongs to it. */
export function listDeliveriesQuery(endpointId: string, query: DeliveryQuery): { text: string; values: unknown[] } {
  const values: unknown[] = [endpointId];
  const conditions = ['d.endpoint_id = $1'];
  const add = (expression: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${expression} $${values.push(value)}`);
  };
  add('d.status =', query.status);
  add('d.id ~<~', query.startingAfter);
  add('d.id ~>~', query.endingBefore);
  const order = `ORDER BY d.id USING ${query.endingBefore === undefined ? '~>~' : '~<~'}`;
  const page = `SELECT * FROM webhook_deliveries d WHERE ${conditions.join(' AND ')} ${order} LIMIT $${values.push(query.limit + 1)}`;
  return { text: `${selectDelivery(`(${page})`)} ${order}`, values };
}

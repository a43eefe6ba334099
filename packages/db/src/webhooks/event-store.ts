import type { Page } from '@fieldfare/payments';
import type { Event, Mode } from '@fieldfare/protocol';
import type pg from 'pg';
import { EVENT_COLUMNS, listEventsQuery } from './list-events.ts';

export interface EventScope {
  merchantId: string;
  mode: Mode;
}

export interface EventQuery {
  limit: number;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
  /** Oldest first from behind this number. */
  afterSequence?: number | undefined;
  /** An exact type, `payment.*`, or `*`. */
  type?: string | undefined;
  /** The id of what the events are about. */
  related?: string | undefined;
  createdFrom?: Date | undefined;
  createdTo?: Date | undefined;
}

export interface EventStore {
  find(id: string, scope: EventScope): Promise<Event | null>;
  list(scope: EventScope, query: EventQuery): Promise<Page<Event>>;
  /** The newest event's number; 0 before the first. */
  lastSequence(scope: EventScope): Promise<number>;
}

export interface EventRow {
  id: string;
  type: Event['type'];
  mode: Mode;
  sequence: number;
  version: number;
  created_at: Date;
  data: Event['data'];
}

/** An event as REST shows it and as a webhook carries it. */
export function presentEventRow(row: EventRow): Event {
  return {
    id: row.id,
    object: 'event',
    type: row.type,
    mode: row.mode,
    sequence: row.sequence,
    version: row.version,
    timestamp: row.created_at.toISOString(),
    data: row.data,
  };
}

export function createEventStore(pool: pg.Pool): EventStore {
  return {
    find: async (id, { merchantId, mode }) => {
      const { rows } = await pool.query<EventRow>({
        name: 'find_event',
        text: `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.id = $1 AND e.merchant_id = $2 AND e.mode = $3`,
        values: [id, merchantId, mode],
      });
      return rows[0] ? presentEventRow(rows[0]) : null;
    },
    list: async (scope, query) => {
      const { text, values } = listEventsQuery(scope, query);
      const { rows } = await pool.query<EventRow>(text, values);
      const items = rows.slice(0, query.limit).map(presentEventRow);
      const isBackwards = query.afterSequence === undefined && query.endingBefore !== undefined;
      return { items: isBackwards ? items.toReversed() : items, hasMore: rows.length > query.limit };
    },
    lastSequence: async ({ merchantId, mode }) => {
      const { rows } = await pool.query<{ last_sequence: number }>({
        name: 'last_event_sequence',
        text: 'SELECT last_sequence FROM event_sequences WHERE merchant_id = $1 AND mode = $2',
        values: [merchantId, mode],
      });
      return rows[0]?.last_sequence ?? 0;
    },
  };
}

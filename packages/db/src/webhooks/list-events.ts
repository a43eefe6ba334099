import { EventType, idsFrom } from '@fieldfare/protocol';
import type { EventQuery, EventScope } from './event-store.ts';

export const EVENT_COLUMNS = 'e.id, e.type, e.mode, e.sequence, e.version, e.created_at, e.data';

type Parameter = (value: unknown) => string;

/**
 * The statement of a page of events and its parameters; one row more than the page tells whether there is another. As of payments, a page is in
 * an order that only the merchant's own indexes are in, each type of a family is one scan of them, and a span of time is a span of ids, which are made of the events' own times.
 */
export function listEventsQuery(scope: EventScope, query: EventQuery): { text: string; values: unknown[] } {
  const values: unknown[] = [scope.merchantId, scope.mode];
  const parameter: Parameter = (value) => `$${values.push(value)}`;
  const conditions = ['e.merchant_id = $1', 'e.mode = $2', ...conditionsOf(query, parameter)];
  const types = typesOf(query.type);
  const isFollowing = query.afterSequence !== undefined;
  const limit = parameter(query.limit + 1);
  const order = `ORDER BY ${isFollowing ? 'sequence' : `id USING ${query.endingBefore === undefined ? '~>~' : '~<~'}`} LIMIT ${limit}`;
  const select = (branch: string[]) =>
    `(SELECT ${EVENT_COLUMNS} FROM events e WHERE ${[...conditions, ...branch].join(' AND ')} ${order})`;
  if (types === null) return { text: select([]), values };
  const branches = isFollowing
    ? [select([`e.type = ANY (${parameter(types)})`])]
    : types.map((type) => select([`e.type = ${parameter(type)}`]));
  return { text: `SELECT * FROM (${branches.join(' UNION ALL ')}) e ${order}`, values };
}

/** Null are all of them. */
function typesOf(filter: string | undefined): readonly string[] | null {
  if (filter === undefined || filter === '*') return null;
  return filter.endsWith('.*') ? EventType.options.filter((type) => type.startsWith(filter.slice(0, -1))) : [filter];
}

function conditionsOf(query: EventQuery, parameter: Parameter): string[] {
  const conditions: string[] = [];
  const add = (expression: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${expression} ${parameter(value)}`);
  };
  add('e.id ~<~', query.startingAfter);
  add('e.id ~>~', query.endingBefore);
  add('e.sequence >', query.afterSequence);
  add('e.related =', query.related);
  add('e.id ~>=~', query.createdFrom && idsFrom('event', query.createdFrom));
  add('e.id ~<~', query.createdTo && idsFrom('event', query.createdTo));
  return conditions;
}

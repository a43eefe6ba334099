import type { Page, PageRequest, PaymentFilter, PaymentRecord, PaymentScope } from '@fieldfare/payments';
import { CardBrand, idsFrom } from '@fieldfare/protocol';
import type pg from 'pg';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';

/** What a payment was made with, in one word: the brand of a card, or the type of anything else. An index has this expression. */
const METHOD_WORD = "coalesce(p.method->>'brand', p.method->>'type')";
const CARD_WORDS = ['card', ...CardBrand.options];

type Parameter = (value: unknown) => string;

/** The order of ids: by their bytes, which only the filters' own indexes are in. Of the primary key no page is ever walked. */
const NEWER = '~>~';
const OLDER = '~<~';

/**
 * A keyset page of payments, newest first. Ids sort by age, so the id is the key, and each filter's index ends with it: the page costs
 * the same whatever the table's size, and whosever the newer payments are. Several statuses, or the brands of all cards, are one index scan
 * each, merged. Two conditions that each hold for many and together for none cost as much as the one that holds for fewer.
 */
export async function listPayments(
  pool: pg.Pool,
  scope: PaymentScope,
  filter: PaymentFilter,
  page: PageRequest,
): Promise<Page<PaymentRecord>> {
  const { text, values } = listPaymentsQuery(scope, filter, page);
  const { rows } = await pool.query<{ payment: PaymentRow }>(text, values);
  const items = rows.slice(0, page.limit).map((row) => toPayment(row.payment));
  return { items: page.endingBefore === undefined ? items : items.toReversed(), hasMore: rows.length > page.limit };
}

/** The statement and its parameters; one row more than the page tells whether there is another. */
export function listPaymentsQuery(
  scope: PaymentScope,
  filter: PaymentFilter,
  page: PageRequest,
): { text: string; values: unknown[] } {
  const values: unknown[] = [scope.merchantId, scope.mode];
  const parameter: Parameter = (value) => `$${values.push(value)}`;
  const conditions = [
    'p.merchant_id = $1',
    'p.mode = $2',
    ...conditionsOf(filter, parameter),
    ...boundsOf(filter, page, parameter),
  ];
  const order = `ORDER BY p.id USING ${page.endingBefore === undefined ? NEWER : OLDER}`;
  const limit = parameter(page.limit + 1);
  const from = ['payments p', ...metadataTables(filter, parameter)].join(' ');
  const select = (branch: string[]) => {
    const where = `FROM ${from} WHERE ${[...conditions, ...branch].join(' AND ')} ${order} LIMIT ${limit}`;
    return isAmountRange(filter)
      ? `(SELECT p.* FROM (SELECT p.id ${where}) page JOIN payments p ON p.id = page.id)`
      : `(SELECT p.* ${where})`;
  };
  const branches = branchesOf(filter, parameter).map(select);
  return {
    text: `SELECT to_jsonb(p) AS payment FROM (${branches.join(' UNION ALL ')}) p ${order} LIMIT ${limit}`,
    values,
  };
}

/** One branch for each value that an index can be asked for at a time. */
function branchesOf({ statuses = [], method, brand }: PaymentFilter, parameter: Parameter): string[][] {
  const words = brand === undefined ? (method === undefined ? [] : wordsOf(method)) : [brand];
  const isOneOf = (expression: string, all: readonly string[]) => all.map((one) => `${expression} = ${parameter(one)}`);
  if (statuses.length <= 1) {
    const status = isOneOf('p.status', statuses);
    return words.length === 0 ? [status] : isOneOf(METHOD_WORD, words).map((word) => status.concat(word));
  }
  const among = words.length === 0 ? [] : [`${METHOD_WORD} = ANY (${parameter(words)})`];
  return isOneOf('p.status', statuses).map((status) => among.concat(status));
}

function wordsOf(method: NonNullable<PaymentFilter['method']>): string[] {
  return method === 'card' ? CARD_WORDS : [method];
}

function conditionsOf(filter: PaymentFilter, parameter: Parameter): string[] {
  const conditions: string[] = [];
  const add = (expression: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${expression} ${parameter(value)}`);
  };
  add('p.record_number =', filter.recordNumber);
  add('p.reference =', filter.reference);
  add('p.session_id =', filter.sessionId);
  add('p.customer_id =', filter.customerId);
  add("p.method->>'last4' =", filter.last4);
  add("p.method->>'type' =", filter.brand === undefined ? undefined : filter.method);
  add('p.currency =', filter.currency);
  add('p.created_at >=', filter.createdFrom);
  add('p.created_at <', filter.createdTo);
  // One amount is a place in its index, in the order of ids.
  if (isAmountRange(filter)) {
    add('p.amount_minor >=', filter.amountMin);
    add('p.amount_minor <=', filter.amountMax);
  } else add('p.amount_minor =', filter.amountMin);
  return conditions;
}

/** A range of amounts is a stretch of its index that is not in the order of ids: it is read through, but in the index alone. */
function isAmountRange({ amountMin, amountMax }: PaymentFilter): boolean {
  return amountMin !== amountMax;
}

/** Where in the order of ids the page lies. An id tells when it was made, so that a span of time is a span of ids. */
function boundsOf({ createdFrom, createdTo }: PaymentFilter, page: PageRequest, parameter: Parameter): string[] {
  const bounds: string[] = [];
  const add = (operator: string, id: string | undefined) => {
    if (id !== undefined) bounds.push(`p.id ${operator} ${parameter(id)}`);
  };
  add(OLDER, page.startingAfter);
  add(NEWER, page.endingBefore);
  add('~>=~', createdFrom && idsFrom('payment', createdFrom));
  add(OLDER, createdTo && idsFrom('payment', createdTo));
  return bounds;
}

function metadataTables({ metadata = {} }: PaymentFilter, parameter: Parameter): string[] {
  return Object.entries(metadata).map(([key, value], place) => {
    const m = `m${place}`;
    return `JOIN payment_metadata ${m} ON ${m}.payment_id = p.id AND ${m}.merchant_id = $1 AND ${m}.mode = $2 AND ${m}.key = ${parameter(key)} AND ${m}.value = ${parameter(value)}`;
  });
}

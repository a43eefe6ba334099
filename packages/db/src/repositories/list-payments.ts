import type { Page, PageRequest, PaymentFilter, PaymentRecord, PaymentScope } from '@fieldfare/payments';
import type pg from 'pg';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';

/**
 * A keyset page of payments, newest first. Ids sort by age, so the id is the key, and an index of (merchant, mode[, status], id) serves
 * the page at the same cost whatever the table's size. Several statuses are one index scan each, merged.
 */
export async function listPayments(
  pool: pg.Pool,
  scope: PaymentScope,
  filter: PaymentFilter,
  page: PageRequest,
): Promise<Page<PaymentRecord>> {
  const values: unknown[] = [scope.merchantId, scope.mode];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['p.merchant_id = $1', 'p.mode = $2', ...conditionsOf(filter, parameter)];
  const isBackwards = page.endingBefore !== undefined;
  if (page.startingAfter !== undefined) conditions.push(`p.id < ${parameter(page.startingAfter)}`);
  if (page.endingBefore !== undefined) conditions.push(`p.id > ${parameter(page.endingBefore)}`);
  const order = isBackwards ? 'ASC' : 'DESC';
  const limit = parameter(page.limit + 1);
  const select = (extra: string[]) =>
    `SELECT p.* FROM payments p WHERE ${[...conditions, ...extra].join(' AND ')} ORDER BY p.id ${order} LIMIT ${limit}`;
  const statuses = filter.statuses ?? [];
  const branches =
    statuses.length === 0 ? [select([])] : statuses.map((status) => select([`p.status = ${parameter(status)}`]));
  const text = `SELECT to_jsonb(p) AS payment FROM (${branches.map((branch) => `(${branch})`).join(' UNION ALL ')}) p ORDER BY p.id ${order} LIMIT ${limit}`;
  const { rows } = await pool.query<{ payment: PaymentRow }>(text, values);
  const items = rows.slice(0, page.limit).map((row) => toPayment(row.payment));
  return { items: isBackwards ? items.toReversed() : items, hasMore: rows.length > page.limit };
}

function conditionsOf(filter: PaymentFilter, parameter: (value: unknown) => string): string[] {
  const conditions: string[] = [];
  if (filter.recordNumber !== undefined) conditions.push(`p.record_number = ${parameter(filter.recordNumber)}`);
  if (filter.reference !== undefined) conditions.push(`p.reference = ${parameter(filter.reference)}`);
  if (filter.sessionId !== undefined) conditions.push(`p.session_id = ${parameter(filter.sessionId)}`);
  if (filter.createdFrom !== undefined) conditions.push(`p.created_at >= ${parameter(filter.createdFrom)}`);
  if (filter.createdTo !== undefined) conditions.push(`p.created_at < ${parameter(filter.createdTo)}`);
  if (filter.amountMin !== undefined) conditions.push(`p.amount_minor >= ${parameter(filter.amountMin)}`);
  if (filter.amountMax !== undefined) conditions.push(`p.amount_minor <= ${parameter(filter.amountMax)}`);
  return conditions;
}

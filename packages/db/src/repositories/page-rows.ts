import type { PageRequest } from '@fieldfare/payments';
import type pg from 'pg';

/** The tables that are listed by keyset pages. */
type ListedTable =
  | 'api_keys'
  | 'approvals'
  | 'customers'
  | 'disputes'
  | 'payment_methods'
  | 'refunds'
  | 'webhook_endpoints';

/** What all rows of a page have in common, by the names of Prisma's fields. What is undefined is not asked for. */
type Equals = Record<string, string | undefined>;

/**
 * The rows of a keyset page and one more, by the names of Prisma's fields. Ids sort by age, and an index for each filter ends with them in
 * the order of their bytes. A primary key is in another, so that none is walked for a page, whosever the newer rows are.
 *
 * @param fields the table's scalar fields, as Prisma lists them
 */
export async function pageRows<Row>(
  pool: pg.Pool,
  table: ListedTable,
  fields: Record<keyof Row & string, string>,
  equals: Equals,
  page: PageRequest,
): Promise<Row[]> {
  const { text, values } = pageQuery(table, Object.keys(fields), equals, page);
  return (await pool.query<Row & pg.QueryResultRow>(text, values)).rows;
}

export function pageQuery(
  table: ListedTable,
  fields: string[],
  equals: Equals,
  { startingAfter, endingBefore, limit }: PageRequest,
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (column: string, operator: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${column} ${operator} $${values.push(value)}`);
  };
  for (const [field, value] of Object.entries(equals)) add(columnOf(field), '=', value);
  add('id', '~<~', startingAfter);
  add('id', '~>~', endingBefore);
  const columns = fields.map((field) => `${columnOf(field)} AS "${field}"`).join(', ');
  const order = `id USING ${endingBefore === undefined ? '~>~' : '~<~'}`;
  return {
    text: `SELECT ${columns} FROM ${table} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT $${values.push(limit + 1)}`,
    values,
  };
}

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

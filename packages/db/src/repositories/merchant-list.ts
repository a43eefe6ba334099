import type { Page, PageRequest } from '@fieldfare/payments';
import type { MerchantEntry } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { pageOf } from './keyset.ts';

/** Every merchant of the installation, for whoever runs it. `search` is the beginning of each of some words of the name, or a whole id. */
export type ListMerchants = (search: string | undefined, page: PageRequest) => Promise<Page<MerchantEntry>>;

interface Row {
  id: string;
  name: string;
  status: MerchantEntry['status'];
  createdAt: Date;
}

export function createMerchantList({ pool }: Database): ListMerchants {
  return async (search, page) => {
    const { text, values } = listMerchantsQuery(search, page);
    return pageOf((await pool.query<Row>(text, values)).rows.map(present), page);
  };
}

/**
 * A merchant that is named whole is found by its key alone, words by their index. A word that most merchants have reads all that have it: write
 * more of the name.
 */
export function listMerchantsQuery(
  search: string | undefined,
  { startingAfter, endingBefore, limit }: PageRequest,
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions = ['true'];
  const add = (condition: (place: string) => string, value: unknown) => {
    if (value !== undefined) conditions.push(condition(`$${values.push(value)}`));
  };
  if (search?.startsWith('mer_')) add((id) => `id = ${id}`, search);
  else add((words) => `merchant_words(name) @@ to_tsquery('pg_catalog.simple', ${words})`, wordsOf(search));
  add((id) => `id ~<~ ${id}`, startingAfter);
  add((id) => `id ~>~ ${id}`, endingBefore);
  const order = `id USING ${endingBefore === undefined ? '~>~' : '~<~'}`;
  return {
    text: `SELECT id, name, status, created_at AS "createdAt" FROM merchants
      WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT $${values.push(limit + 1)}`,
    values,
  };
}

/** `demo sto` as the words that begin so. What holds no word asks for one that nobody has. */
function wordsOf(search: string | undefined): string | undefined {
  if (search === undefined || search.trim() === '') return undefined;
  const words = search.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => `${word}:*`).join(' & ');
}

function present({ id, name, status, createdAt }: Row): MerchantEntry {
  return { id, object: 'merchant', name, status, created_at: createdAt.toISOString() };
}

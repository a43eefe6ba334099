import * as z from 'zod';

/** A whole number as a query string says it: by its digits. An empty value is none, and neither are `1e3` and `0x10`. */
export function inQuery<T extends z.ZodType<number | undefined>>(number: T) {
  return z.preprocess((value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value), number);
}

/** How many a page holds. */
export const pageLimit = (most = 100) => inQuery(z.int().min(1).max(most).default(25));

import * as z from 'zod';
import { idOf } from './ids.ts';
import { pageLimit } from './in-query.ts';

export const CompareBooksQuery = z.strictObject({
  limit: pageLimit(50),
  starting_after: idOf('payment').optional(),
  created_from: z.iso.datetime().optional(),
  created_to: z.iso.datetime().optional(),
});
export type CompareBooksQuery = z.infer<typeof CompareBooksQuery>;

/** One attempt that our books and the processor's see differently. */
export const BooksDifference = z.strictObject({
  payment: idOf('payment'),
  attempt: idOf('attempt'),
  type: z.enum(['authorize', 'capture', 'void', 'refund']),
  processor: z.string(),
  ours: z.string(),
  processors: z.string(),
});
export type BooksDifference = z.infer<typeof BooksDifference>;

/**
 * A page of payments, each attempt looked up at its processor. `open` counts attempts that nobody knows the outcome of yet, a debit on its way among them, `unreachable`
 * those that the processor did not answer for. Go on with `starting_after` = `last_payment` while `has_more`.
 */
export const BooksComparison = z.strictObject({
  object: z.literal('books_comparison'),
  payments: z.int(),
  attempts: z.int(),
  agreed: z.int(),
  open: z.int(),
  unreachable: z.int(),
  differences: z.array(BooksDifference),
  last_payment: idOf('payment').nullable(),
  has_more: z.boolean(),
});
export type BooksComparison = z.infer<typeof BooksComparison>;

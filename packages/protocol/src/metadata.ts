import * as z from 'zod';
import { findPan } from './find-pan.ts';

/** Free text that refuses anything that reads like a card number, so that one can never settle in a field that is not the vault. */
export function freeText(maxLength: number) {
  return z.string().max(maxLength).refine((text) => findPan(text) === null, 'must not contain a card number');
}

/** Up to 20 keys with short string values; never card data. */
export const Metadata = z
  .record(z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/, 'keys are 1 to 40 letters, digits, _, . or -').refine((key) => findPan(key) === null, 'must not contain a card number'), freeText(500))
  .refine((record) => Object.keys(record).length <= 20, 'has at most 20 keys');
export type Metadata = z.infer<typeof Metadata>;

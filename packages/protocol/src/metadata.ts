import * as z from 'zod';
import { findPan } from './find-pan.ts';

/** Free text that refuses anything that reads like a card number, so that one can never settle in a field that is not the vault. */
export function freeText(maxLength: number) {
  return withoutPan(z.string().max(maxLength));
}

/** An address of e-mail, which is kept, counted and shown: a number in the wrong field may not pass for one. */
export const Email = withoutPan(z.email().max(254));

/** Refuses what reads like a card number; the format tells the validator compiler which function of validators/checks.ts does. */
export function withoutPan<T extends z.ZodType<string>>(text: T): T {
  return text.refine((value) => findPan(value) === null, 'must not contain a card number').meta({ format: 'no_pan' });
}

/** Up to 20 keys with short string values; never card data. */
export const Metadata = z
  .record(
    withoutPan(z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/, 'keys are 1 to 40 letters, digits, _, . or -')),
    freeText(500),
  )
  .refine((record) => Object.keys(record).length <= 20, 'has at most 20 keys')
  .meta({ maxProperties: 20 });
export type Metadata = z.infer<typeof Metadata>;

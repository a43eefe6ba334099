import * as z from 'zod';
import { findPan } from './find-pan.ts';
import { isKeepable, KEEPABLE_WORDS } from './kept-text.ts';

/** Free text that refuses anything that reads like a card number, so that one can never settle in a field that is not the vault, and what cannot be kept. */
export function freeText(maxLength: number) {
  return withoutPan(z.string().max(maxLength));
}

/** An address of e-mail, which is kept, counted and shown: a number in the wrong field may not pass for one. */
export const Email = withoutPan(z.email().max(254));

/** Refuses what reads like a card number or cannot be kept; the format tells the validator compiler which function of validators/checks.ts does. */
export function withoutPan<T extends z.ZodType<string>>(text: T): T {
  return text
    .refine(isKeepable, KEEPABLE_WORDS)
    .refine((value) => findPan(value) === null, 'must not contain a card number')
    .meta({ format: 'free_text' });
}

/** Up to 20 keys with short string values; never a card number. */
export const Metadata = metadataWith(
  z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/, 'must be 1 to 40 letters, digits, _, . or -'),
);
export type Metadata = z.infer<typeof Metadata>;

/**
 * Metadata that somebody gives us to keep. A security code cannot be told from any other three or four digits, but who puts one here names it, and it may
 * be kept by nobody (PCI DSS 3.3.1.2): a key that is, or ends in, a name of it is refused.
 */
export const NewMetadata = metadataWith(
  z
    .string()
    .regex(
      /^(?!(?:.*[_.-])?(?:[cC][vV][cCvV]2?|[cC][sS][cC]|(?:[sS]ecurity|SECURITY|[cC]ard|CARD)[_.-]?(?:[cC]ode|CODE))$)[A-Za-z0-9_.-]{1,40}$/,
      'must be 1 to 40 letters, digits, _, . or -, and no name of a security code',
    ),
);

function metadataWith(key: z.ZodString) {
  return z
    .record(withoutPan(key), freeText(500))
    .refine((record) => Object.keys(record).length <= 20, 'has at most 20 keys')
    .meta({ maxProperties: 20 });
}

import * as z from 'zod';
import { idOf } from './ids.ts';
import { withoutPan } from './metadata.ts';
import { listOf } from './rest.ts';

/** What a font file may weigh: a text face of one alphabet is a fifth of it. */
export const MAX_FONT_BYTES = 256 * 1_024;

/** A family's name as `appearance.fontFamily` says it. */
const FontFamily = withoutPan(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 _-]{0,39}$/, 'must be 1 to 40 letters, digits, spaces, _ or -'),
);
const face = {
  family: FontFamily,
  /** As CSS numbers weights, of which 400 is normal and 700 bold. */
  weight: z.int().min(1).max(1_000),
  style: z.enum(['normal', 'italic']),
};

/** Body of `POST /v1/fonts`: one whole file of one face. `data` is a WOFF2 file in base64, at most 256 KB before it was encoded. */
export const CreateFont = z.strictObject({
  ...face,
  weight: face.weight.default(400),
  style: face.style.default('normal'),
  data: z
    .base64()
    .min(64)
    .max(Math.ceil(MAX_FONT_BYTES / 3) * 4)
    .meta({ examples: [`d09GMgABAAAA${'A'.repeat(52)}`] }),
});
export type CreateFont = z.infer<typeof CreateFont>;

/** A font that the merchant's fields may be shown in. */
export const Font = z.strictObject({
  id: idOf('font'),
  object: z.literal('font'),
  ...face,
  bytes: z.int().min(1),
  created_at: z.iso.datetime(),
});
export type Font = z.infer<typeof Font>;
export const FontList = listOf(Font);
export type FontList = z.infer<typeof FontList>;

export const DeletedFont = z.strictObject({ id: idOf('font'), object: z.literal('font'), deleted: z.literal(true) });
export type DeletedFont = z.infer<typeof DeletedFont>;

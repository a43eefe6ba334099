import * as z from 'zod';

/** A list whose order means nothing. Who names the same thing twice means it once. */
export function setOf<T extends z.ZodType<string>>(item: T, { min = 0, max }: { min?: number; max: number }) {
  return z
    .array(item)
    .min(min)
    .max(max)
    .overwrite((list) => [...new Set(list)])
    .describe('What is named twice counts once.');
}

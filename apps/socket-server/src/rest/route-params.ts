import * as z from 'zod';

/** Whatever stands in the path: what is no id of ours is simply not found. */
export const IdParams = z.object({ id: z.string().max(64) });

export const EmptyBody = z.strictObject({});

import * as z from 'zod';

/** Whatever stands in the path: what is no id of ours is simply not found. */
export const PathId = z.string().transform((text) => (/^[\w-]{1,64}$/.test(text) ? text : ''));

export const IdParams = z.object({ id: PathId });

export const EmptyBody = z.strictObject({});

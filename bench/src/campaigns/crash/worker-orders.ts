import * as z from 'zod';

/** What a worker of the campaign is told. */
export const WorkerOrders = z.strictObject({
  paymentsUrl: z.string(),
  sandboxUrl: z.string(),
  seed: z.int(),
  count: z.int().min(1),
  startsAt: z.iso.datetime(),
});
export type WorkerOrders = z.infer<typeof WorkerOrders>;

/** The sandbox bank's key for card numbers, the same for every worker of a campaign. */
export const HASH_KEY = Buffer.alloc(32, 7);

import { expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

it('sends what waits together in one batch and answers each caller for itself', async () => {
  const batches: number[][] = [];
  const double = coalesce(
    async (items: number[]) => {
      batches.push(items);
      await Promise.resolve();
      return items.map((item) => item * 2);
    },
    { maxBatch: 3, maxInFlight: 1 },
  );
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([[1], [2, 3, 4], [5]]);
});

it('runs a failed batch again item by item, so that only the bad one fails', async () => {
  const run = coalesce(
    async (items: number[]) => {
      await Promise.resolve();
      if (items.includes(13)) throw new RangeError('unlucky');
      return items;
    },
    { maxBatch: 10, maxInFlight: 1 },
  );
  const results = await Promise.allSettled([1, 2, 13, 4].map(run));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

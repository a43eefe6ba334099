import { expect, it, vi } from 'vitest';
import { coalesce } from './coalesce.ts';

it('sends what arrives in one turn in one batch and answers each caller for itself', async () => {
  const batches: number[][] = [];
  const double = coalesce(
    async (items: number[]) => {
      batches.push(items);
      await Promise.resolve();
      return items.map((item) => item * 2);
    },
    { keyOf: String, maxBatch: 3, maxInFlight: 1 },
  );
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

it('runs a failed batch again item by item, so that only the bad one fails', async () => {
  const run = coalesce(
    async (items: number[]) => {
      await Promise.resolve();
      if (items.includes(13)) throw new RangeError('unlucky');
      return items;
    },
    { keyOf: String, maxBatch: 10, maxInFlight: 1 },
  );
  const results = await Promise.allSettled([1, 2, 13, 4].map(run));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

it('never puts two items of the same key into one batch, and keeps their order', async () => {
  const batches: string[][] = [];
  const run = coalesce(
    async (items: string[]) => {
      batches.push(items);
      await Promise.resolve();
      return items;
    },
    { keyOf: (item) => item.charAt(0), maxBatch: 10, maxInFlight: 1 },
  );
  await Promise.all(['z', 'a1', 'a2', 'b1', 'a3'].map(run));
  expect(batches).toEqual([['z', 'a1', 'b1'], ['a2'], ['a3']]);
});

it('lets another batch go beside one that is held up, and only then', async () => {
  const batches: string[][] = [];
  const held = Promise.withResolvers<void>();
  const run = coalesce(
    async (items: string[]) => {
      batches.push(items);
      await (items.includes('held') ? held.promise : Promise.resolve());
      return items;
    },
    { maxBatch: 10, maxInFlight: 4, patienceMs: 20 },
  );
  const first = run('held');
  await vi.waitFor(() => expect(batches).toEqual([['held']]));
  const others = ['a', 'b', 'c'].map(run);
  expect(await Promise.all(others)).toEqual(['a', 'b', 'c']);
  expect(batches).toEqual([['held'], ['a', 'b', 'c']]);
  held.resolve();
  expect(await first).toBe('held');
});

it('never sends what waited too long behind batches that hang, not even alone after its batch failed', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] });
  try {
    const sent: string[][] = [];
    const run = coalesce(
      async (items: string[]) => {
        sent.push(items);
        await new Promise((resolve) => {
          setTimeout(resolve, 2_500);
        });
        throw new Error('held up');
      },
      { maxBatch: 2, maxInFlight: 1, sendWithinMs: 3_000 },
    );
    const outcomes = Promise.allSettled(['a', 'b', 'c', 'd'].map(run));
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await outcomes).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    // The first batch and its two alone; by then the others have waited for longer than they may.
    expect(sent).toEqual([['a', 'b'], ['a'], ['b']]);
  } finally {
    vi.useRealTimers();
  }
});

const gathering = (gatherMs: number) => {
  const batches: string[][] = [];
  const run = coalesce(
    async (items: string[]) => {
      batches.push(items);
      await Promise.resolve();
      return items;
    },
    { maxBatch: 10, maxInFlight: 1, gatherMs },
  );
  return { batches, run };
};

it('waits for items that are on their way, until none is left', async () => {
  const { batches, run } = gathering(60_000);
  const arrivals = [run.expect(), run.expect()];
  const first = run('first');
  arrivals[0]?.();
  const second = run('second');
  await new Promise(setImmediate);
  expect(batches).toEqual([]);
  arrivals[1]?.();
  arrivals[1]?.();
  await Promise.all([first, second, run('third')]);
  expect(batches).toEqual([['first', 'second', 'third']]);
});

it('waits for none longer than it was told to', async () => {
  const { batches, run } = gathering(1);
  run.expect();
  await run('punctual');
  expect(batches).toEqual([['punctual']]);
});

it('waits for nobody where none is expected', async () => {
  const { batches, run } = gathering(60_000);
  run.expect()();
  await run('alone');
  expect(batches).toEqual([['alone']]);
});

import { expect, it } from 'vitest';
import { mostInOneTurn } from '../testing/most-in-one-turn.ts';
import { inSlices, SLICE } from './in-slices.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

it('visits everything in order, and no more than a slice in one turn of the event loop', async () => {
  const visited: number[] = [];
  const work = inSlices(numbers(SLICE * 5), (item) => void visited.push(item));
  expect(await mostInOneTurn(() => visited.length, work)).toBe(SLICE);
  expect(visited).toEqual(numbers(SLICE * 5));
});

it('waits for a visit that takes its time, and fails where one fails', async () => {
  const order: string[] = [];
  await inSlices(['a', 'b'], async (item) => {
    order.push(`${item} begins`);
    await Promise.resolve();
    order.push(`${item} ends`);
  });
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  await expect(inSlices(['a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

it('lets a map change between two slices', async () => {
  const map = new Map(numbers(SLICE + 2).map((number) => [number, number]));
  const visited = new Set<number>();
  const work = inSlices(map.keys(), (key) => void visited.add(key));
  map.delete(SLICE + 1);
  map.set(SLICE + 2, 0);
  await work;
  expect([visited.has(SLICE), visited.has(SLICE + 1), visited.has(SLICE + 2)]).toEqual([true, false, true]);
});

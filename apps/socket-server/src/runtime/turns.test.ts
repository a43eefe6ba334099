import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('one turn comes in each round of the event loop, in the order of asking, and the first at once', async () => {
  const takeTurn = createTurns();
  const came: number[] = [];
  const all = [1, 2, 3].map(async (n) => {
    await takeTurn();
    came.push(n);
  });
  await Promise.resolve();
  expect(came).toEqual([1]);
  await nextRound();
  expect(came).toEqual([1, 2]);
  await nextRound();
  expect(came).toEqual([1, 2, 3]);
  await Promise.all(all);
  await nextRound();
  await takeTurn();
});

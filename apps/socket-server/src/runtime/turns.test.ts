import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('so many turns come in each round of the event loop, in the order of asking', async () => {
  const takeTurn = createTurns(2);
  const came: number[] = [];
  const ask = async (n: number) => {
    await takeTurn();
    came.push(n);
  };
  const asked = [1, 2, 3, 4, 5].map(ask);
  await Promise.resolve();
  expect(came).toEqual([1, 2]);
  await nextRound();
  expect(came).toEqual([1, 2, 3, 4]);
  await nextRound();
  expect(came).toEqual([1, 2, 3, 4, 5]);
  await Promise.all(asked);
  await nextRound();
  await Promise.all([ask(6), ask(7)]);
  expect(came).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

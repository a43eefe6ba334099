import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createFairTurns } from './fair-turns.ts';

/** Every piece of work takes one ms of it. */
function turnsOf(sliceMs: number) {
  let at = 0;
  const turns = createFairTurns(sliceMs, () => at);
  const done: string[] = [];
  const work = (name: string) => () => {
    at += 1;
    done.push(name);
    return name;
  };
  return { turns, done, work };
}

it('[LM13] work runs at once within the slice, then in rotation, each party’s own in order', async () => {
  const { turns, done, work } = turnsOf(3);
  const asked = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'b1', 'b2', 'c1'].map((name) =>
    turns.run(name.charAt(0), work(name)),
  );
  expect(asked.slice(0, 3)).toEqual(['a1', 'a2', 'a3']);
  expect(done).toEqual(['a1', 'a2', 'a3']);
  expect(turns.size()).toBe(7);
  expect(await Promise.all(asked.map(async (answer) => answer))).toEqual([
    'a1',
    'a2',
    'a3',
    'a4',
    'a5',
    'a6',
    'a7',
    'b1',
    'b2',
    'c1',
  ]);
  expect(done.slice(3)).toEqual(['a4', 'b1', 'c1', 'a5', 'b2', 'a6', 'a7']);
  expect(turns.size()).toBe(0);
});

it('[LM13] whoever comes while others wait is behind the rotation, not in front of it', async () => {
  const { turns, done, work } = turnsOf(2);
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) void turns.run('a', work(name));
  await nextRound();
  void turns.run('b', work('b1'));
  expect(done).toEqual(['a1', 'a2', 'a3', 'a4']);
  await nextRound();
  expect(done).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'b1']);
});

it('a new round of the event loop begins with a whole slice', async () => {
  const { turns, work } = turnsOf(1);
  expect(turns.run('a', work('a1'))).toBe('a1');
  await nextRound();
  expect(turns.run('a', work('a2'))).toBe('a2');
});

it('says how long ago it ran anything', () => {
  let at = 1_000;
  const turns = createFairTurns(1, () => at);
  expect(turns.ranWithin(1_000_000)).toBe(false);
  void turns.run('a', () => null);
  at += 100;
  expect([turns.ranWithin(100), turns.ranWithin(99)]).toEqual([true, false]);
});

it('work that throws has thrown, whenever its turn came, and stops nobody behind it', async () => {
  const { turns, work } = turnsOf(1);
  const fail = () => {
    work('failed')();
    throw new Error('on purpose');
  };
  expect(() => turns.run('a', fail)).toThrow('on purpose');
  const second = turns.run('a', fail);
  const third = turns.run('a', work('a3'));
  await expect(second).rejects.toThrow('on purpose');
  expect(await third).toBe('a3');
});

it('[LM13] takes the next of very many as quickly as of a few', { timeout: 60_000 }, async () => {
  const turns = createFairTurns();
  const startedAt = performance.now();
  const asked = Array.from({ length: 200_000 }, async (_, n) => turns.run('a', () => n));
  expect((await Promise.all(asked)).at(-1)).toBe(199_999);
  // A second or so; moving all the others with each that is taken made it half a minute.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

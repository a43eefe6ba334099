import { expect, it } from 'vitest';
import { createRequestMemory } from './request-memory.ts';

const setUp = (bounds: { maxScopes?: number; maxPerScope?: number } = {}) => {
  const clock = { at: 0, now: () => new Date(clock.at) };
  let runs = 0;
  const memory = createRequestMemory({ clock, keptMs: 1_000, ...bounds });
  const ask = (scope: string, key: string, isKept = true) => memory.once(scope, key, isKept, async () => ++runs).answer;
  return { clock, memory, ask };
};

it('[RQ3] answers a repeat with the first answer, in its own scope only', async () => {
  const { ask } = setUp();
  expect([await ask('a', 'k'), await ask('a', 'k'), await ask('b', 'k')]).toEqual([1, 1, 2]);
});

it('lets a repeat wait for the request that is under way, also where the answer is not kept', async () => {
  const { ask } = setUp();
  expect(await Promise.all([ask('a', 'k', false), ask('a', 'k', false)])).toEqual([1, 1]);
  expect(await ask('a', 'k', false)).toBe(2);
});

it('does a failed request again', async () => {
  const { memory } = setUp();
  await expect(memory.once('a', 'k', true, () => Promise.reject(new Error('no'))).answer).rejects.toThrow('no');
  expect(await memory.once('a', 'k', true, async () => 'done').answer).toBe('done');
});

it('forgets with time, and the oldest when there are too many', async () => {
  const { ask, clock } = setUp({ maxPerScope: 2 });
  await ask('a', '1');
  await ask('a', '2');
  await ask('a', '3');
  expect(await ask('a', '3')).toBe(3);
  expect(await ask('a', '1')).toBe(4);
  clock.at = 1_000;
  expect(await ask('a', '3')).toBe(5);
});

it('lets go of what nobody can ask for any more', async () => {
  const { ask, clock, memory } = setUp();
  await ask('a', '1');
  clock.at = 999;
  await ask('a', '2');
  await memory.forgetOld();
  expect([memory.size(), await ask('a', '1')]).toEqual([1, 1]);
  clock.at = 1_999;
  await memory.forgetOld();
  expect(memory.size()).toBe(0);
});

it('lets the sessions go first that nobody asked of again', async () => {
  const { ask, memory } = setUp({ maxScopes: 2 });
  await ask('a', '1');
  await ask('b', '1');
  await ask('a', '1');
  await ask('c', '1');
  expect([memory.size(), await ask('a', '1'), await ask('c', '1'), await ask('b', '1')]).toEqual([2, 1, 3, 4]);
  expect(memory.size()).toBe(2);
});

it('takes in a session also where every other has a request under way, and remembers it', async () => {
  const { ask, memory } = setUp({ maxScopes: 1 });
  const slow = Promise.withResolvers<string>();
  void memory.once('a', 'slow', true, () => slow.promise);
  expect([await ask('b', '1'), await ask('b', '1')]).toEqual([1, 1]);
  slow.resolve('done');
});

it('never forgets a request that is under way', async () => {
  const { memory, ask } = setUp({ maxScopes: 1, maxPerScope: 1 });
  const slow = Promise.withResolvers<string>();
  const first = memory.once('a', 'slow', true, () => slow.promise);
  await ask('a', 'other');
  await ask('b', 'other');
  const repeat = memory.once('a', 'slow', true, async () => 'again');
  slow.resolve('once');
  expect(await Promise.all([first.answer, repeat.answer])).toEqual(['once', 'once']);
});

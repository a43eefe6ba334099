import { expect, it } from 'vitest';
import { createRequestMemory } from './request-memory.ts';
import type { Keeps, Question } from './request-memory.ts';

const question = (requestId: string, keeps: Keeps = 'each'): Question => ({ event: 'e', requestId, keeps });

const setUp = (bounds: { maxScopes?: number; maxPerScope?: number } = {}) => {
  const clock = { at: 0, now: () => new Date(clock.at) };
  let runs = 0;
  const memory = createRequestMemory({ clock, keptMs: 1_000, ...bounds });
  const ask = (scope: string, requestId: string, keeps?: Keeps) =>
    memory.once(scope, question(requestId, keeps), async () => ++runs).answer;
  return { clock, memory, ask };
};

it('[RQ3] answers a repeat with the first answer, in its own scope only', async () => {
  const { ask } = setUp();
  expect([await ask('a', 'k'), await ask('a', 'k'), await ask('b', 'k')]).toEqual([1, 1, 2]);
});

it('lets a repeat wait for the request that is under way, also where the answer is not kept', async () => {
  const { ask } = setUp();
  expect(await Promise.all([ask('a', 'k', 'none'), ask('a', 'k', 'none')])).toEqual([1, 1]);
  expect(await ask('a', 'k', 'none')).toBe(2);
});

it('[RQ3] answers a repeat of the latest question, and asks anew for one before it, where only the latest is kept', async () => {
  const { ask, memory } = setUp();
  expect([await ask('a', '1', 'latest'), await ask('a', '1', 'latest'), await ask('a', '2', 'latest')]).toEqual([
    1, 1, 2,
  ]);
  expect([await ask('a', '1', 'latest'), await ask('b', '1', 'latest'), memory.size()]).toEqual([3, 4, 2]);
});

it('does a failed request again', async () => {
  const { memory } = setUp();
  await expect(memory.once('a', question('k'), () => Promise.reject(new Error('no'))).answer).rejects.toThrow('no');
  expect(await memory.once('a', question('k'), async () => 'done').answer).toBe('done');
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
  void memory.once('a', question('slow'), () => slow.promise);
  expect([await ask('b', '1'), await ask('b', '1')]).toEqual([1, 1]);
  slow.resolve('done');
});

it('never forgets a request that is under way', async () => {
  const { memory, ask } = setUp({ maxScopes: 1, maxPerScope: 1 });
  const slow = Promise.withResolvers<string>();
  const first = memory.once('a', question('slow'), () => slow.promise);
  await ask('a', 'other');
  await ask('b', 'other');
  const repeat = memory.once('a', question('slow'), async () => 'again');
  slow.resolve('once');
  expect(await Promise.all([first.answer, repeat.answer])).toEqual(['once', 'once']);
});

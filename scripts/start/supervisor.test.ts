import { expect, test } from 'vitest';
import { Supervisor } from './supervisor.ts';
import type { Running, Unit } from './unit.ts';

/** Something that ends when the test says so, and remembers that it was told to. */
class FakeRunning implements Running {
  readonly #ended = Promise.withResolvers<string>();
  readonly exited = this.#ended.promise;
  isKilled = false;

  waitUntilReady = async () => {};
  stop = async () => {
    this.kill();
    await this.exited;
  };
  kill = () => {
    this.isKilled = true;
  };
  end() {
    this.#ended.resolve('ended');
  }
}

const unitOf = (start: () => Promise<Running>): Unit => ({
  title: 'database',
  logFile: '/nowhere',
  isFoundation: true,
  start,
});
const settles = async (promise: Promise<unknown>) => {
  const pending = Symbol('pending');
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
};

test('what is killed is waited for, because a database takes a while to end what it started itself', async () => {
  const running = new FakeRunning();
  const supervisor = new Supervisor(() => {});
  await supervisor.start(unitOf(async () => running));
  const killed = supervisor.kill();
  expect([running.isKilled, await settles(killed)]).toEqual([true, false]);
  running.end();
  await killed;
});

test.each(['stop', 'kill'] as const)('%s ends also what is just being started again', async (way) => {
  const first = new FakeRunning();
  const second = new FakeRunning();
  const slow = Promise.withResolvers<Running>();
  const again = Promise.withResolvers<void>();
  let starts = 0;
  const supervisor = new Supervisor(() => {});
  await supervisor.start(
    unitOf(async () => {
      starts += 1;
      if (starts === 1) return first;
      again.resolve();
      return slow.promise;
    }),
  );
  first.end();
  await again.promise;
  const ended = supervisor[way]();
  expect(await settles(ended)).toBe(false);
  slow.resolve(second);
  await expect.poll(() => second.isKilled).toBe(true);
  expect(await settles(ended)).toBe(false);
  second.end();
  await ended;
});

import { getEventListeners } from 'node:events';
import { expect, it, vi } from 'vitest';
import { createFreshCache } from './fresh-cache.ts';
import { createInFlight } from './in-flight.ts';
import { createMutex } from './mutex.ts';
import { repeat } from './repeat.ts';
import { createSignal } from './signal.ts';

const clockAt = (ms: number) => {
  const clock = { at: ms, now: () => new Date(clock.at) };
  return clock;
};

it('a signal raised while nobody waits is seen by the next who does', async () => {
  const signal = createSignal();
  signal.raise();
  await signal.wait(60_000);
  const waiting = signal.wait(60_000);
  signal.raise();
  await expect(waiting).resolves.toBeUndefined();
});

it('a mutex keeps order, and a failure stops nobody behind it', async () => {
  const exclusive = createMutex();
  const order: number[] = [];
  const failing = exclusive(async () => {
    order.push(1);
    throw new Error('first');
  });
  const second = exclusive(async () => order.push(2));
  await expect(failing).rejects.toThrow('first');
  await second;
  expect(order).toEqual([1, 2]);
});

it('a fresh cache loads once for many, again when old, and forgets failures', async () => {
  const clock = clockAt(0);
  let loads = 0;
  const cached = createFreshCache(
    async (key) => {
      loads++;
      if (key === 'bad') throw new Error('no');
      return loads;
    },
    { maxAgeMs: 500, clock },
  );
  expect(await Promise.all([cached.read('a'), cached.read('a')])).toEqual([1, 1]);
  clock.at = 499;
  expect(await cached.read('a')).toBe(1);
  clock.at = 500;
  expect(await cached.read('a')).toBe(2);
  await expect(cached.read('bad')).rejects.toThrow('no');
  await expect(cached.read('bad')).rejects.toThrow('no');
  expect(loads).toBe(4);
});

it('a fresh cache that was told to forget loads again, also where a load was under way', async () => {
  const loads: PromiseWithResolvers<string>[] = [];
  const cached = createFreshCache(
    () => {
      const load = Promise.withResolvers<string>();
      loads.push(load);
      return load.promise;
    },
    { maxAgeMs: 500, clock: clockAt(0) },
  );
  const early = cached.read('a');
  cached.forget('a');
  const late = cached.read('a');
  loads[1]?.resolve('new');
  loads[0]?.resolve('old');
  expect(await Promise.all([early, late, cached.read('a')])).toEqual(['old', 'new', 'new']);
});

it('a repeating run leaves no listener behind, however often it pauses', async () => {
  const added = vi.spyOn(AbortSignal.prototype, 'addEventListener');
  let runs = 0;
  const repeating = repeat({ everyMs: 0, run: async () => void runs++, onError: () => undefined });
  await expect.poll(() => runs).toBeGreaterThan(20);
  const signal = added.mock.contexts[0] as AbortSignal;
  expect(getEventListeners(signal, 'abort').length).toBeLessThanOrEqual(1);
  await repeating.stop();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  added.mockRestore();
});

it('a repeating run never overlaps itself, survives a failure and ends when stopped', async () => {
  let runs = 0;
  let atOnce = 0;
  const errors: unknown[] = [];
  const three = Promise.withResolvers<void>();
  const repeating = repeat({
    everyMs: 0,
    run: async () => {
      atOnce++;
      expect(atOnce).toBe(1);
      await new Promise(setImmediate);
      atOnce--;
      if (++runs === 3) three.resolve();
      if (runs === 1) throw new Error('once');
    },
    onError: (error) => errors.push(error),
  });
  await three.promise;
  await repeating.stop();
  const after = runs;
  await new Promise(setImmediate);
  expect({ after: runs, errors: errors.length }).toEqual({ after, errors: 1 });
});

it('in-flight work is waited for, but not forever', async () => {
  const inFlight = createInFlight();
  const slow = Promise.withResolvers<void>();
  void inFlight.track(slow.promise);
  expect(await inFlight.settled(1)).toBe(false);
  slow.resolve();
  expect(await inFlight.settled(60_000)).toBe(true);
  expect(inFlight.count()).toBe(0);
});

import { beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryWatchStore } from '../testing/memory-watch-store.ts';
import { createRateWatch } from './create-rate-watch.ts';
import type { RateWatch } from './create-rate-watch.ts';
import type { RateName } from './rate-patterns.ts';
import type { SecurityEvent } from './security-event.ts';

const HOUR_MS = 3_600_000;

let clock: FakeClock;
let store: MemoryWatchStore;
let events: SecurityEvent[];
let watch: RateWatch;
const newServer = () => createRateWatch({ store, clock, onEvent: (event) => events.push(event) });

beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryWatchStore();
  events = [];
  watch = newServer();
});

async function note(name: RateName, failed: number, total: number, server = watch, subject = 'mer_1') {
  for (let i = 0; i < total; i++) server.note(name, subject, i < failed);
  await server.sync();
}

it('tells once of a share of declines that has doubled', async () => {
  await note('declines', 20, 100);
  clock.advance(HOUR_MS);
  await note('declines', 45, 100);
  await note('declines', 45, 100);
  expect(events).toEqual([
    { type: 'rate_rising', rate: 'declines', subject: 'mer_1', failed: 45, total: 100, windowMs: 900_000 },
  ]);
});

it('tells of nothing where the share is what it always was, high as it may be', async () => {
  for (let hour = 0; hour < 5; hour++) {
    await note('declines', 50, 100);
    events.length = 0;
    store.claims.clear();
    clock.advance(HOUR_MS);
  }
  await note('declines', 50, 100);
  expect(events).toEqual([]);
});

it('tells of nothing where a few are declined, all of them though it be', async () => {
  await note('declines', 10, 10);
  expect(events).toEqual([]);
});

it('tells of payloads that do not open, of the whole installation', async () => {
  await note('payload_refusals', 10, 40, watch, '');
  expect(events).toMatchObject([{ rate: 'payload_refusals', subject: '' }]);
});

it('tells of somebody who guesses ids, and not of somebody who misses now and then', async () => {
  await note('unknown_tokens', 40, 400, watch, 'key_honest');
  expect(events).toEqual([]);
  await note('unknown_tokens', 40, 50, watch, 'key_guessing');
  expect(events).toMatchObject([{ rate: 'unknown_tokens', subject: 'key_guessing' }]);
});

it('adds up what several servers saw, and one of them tells', async () => {
  const others = [watch, newServer(), newServer()];
  for (const server of others) await note('unknown_tokens', 15, 15, server);
  expect(events).toHaveLength(1);
});

it('bounds what it notes between two syncs', async () => {
  const bounded = createRateWatch({ store, clock, onEvent: () => {}, maxNotes: 10 });
  for (let i = 0; i < 1_000; i++) bounded.note('unknown_tokens', `192.0.2.${i}`, true);
  await bounded.sync();
  expect(store.rates).toHaveLength(10);
});

import { randomBytes } from 'node:crypto';
import { CARD_LIMITS, CARDS, createMethodWatch, createRateWatch } from '@fieldfare/access';
import type { SecurityEvent } from '@fieldfare/access';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { sweepExpired } from './sweep-expired.ts';
import { createWatchStore } from './watch-store.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const DAY_MS = 86_400_000;
let test: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  test = await createTestDatabase();
  pool = new pg.Pool({ connectionString: test.paymentsUrl });
});
afterAll(async () => {
  await pool.end();
  await test.drop();
});

const clock = { now: () => NOW };
const ago = (ms: number) => new Date(NOW.getTime() - ms);

it('counts a card once, whoever adds it, and not before the window', async () => {
  const store = createWatchStore(pool);
  const [a, b, old] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  await store.addCards('network 192.0.2.1', [{ card: old, at: ago(DAY_MS) }], ago(1_000));
  const both = [a, b, a].map((card) => ({ card, at: NOW }));
  const answers = await Promise.all([1, 2, 3, 4].map(() => store.addCards('network 192.0.2.1', both, ago(1_000))));
  expect(answers.every(({ count }) => count === 2)).toBe(true);
  expect(await store.cardsSeen('network 192.0.2.1', ago(1_000))).toEqual({ count: 2, lastAt: NOW });
  expect(await store.cardsSeen('network 192.0.2.2', ago(1_000))).toBeNull();
});

it('adds up rates of several servers', async () => {
  const store = createWatchStore(pool);
  const delta = { name: 'declines', subject: 'mer_1', minute: NOW, total: 10, failed: 3 };
  await Promise.all(Array.from({ length: 8 }, () => store.addRates([delta, { ...delta, subject: 'mer_2' }, delta])));
  expect(await store.rateSums('declines', 'mer_1', NOW, ago(-60_000))).toEqual({ total: 160, failed: 48 });
  expect(await store.rateSums('declines', 'mer_1', ago(60_000), NOW)).toEqual({ total: 0, failed: 0 });
});

it('lets two servers that watch at once refuse together and tell once', async () => {
  const events: SecurityEvent[] = [];
  const onEvent = (event: SecurityEvent) => void events.push(event);
  const servers = [1, 2].map(() =>
    createMethodWatch({ method: CARDS, limits: CARD_LIMITS, store: createWatchStore(pool), clock, onEvent }),
  );
  const bearer = (session: number) => ({
    sessionId: `sess_${session}`,
    merchantId: 'mer_9',
    mode: 'live' as const,
    ip: '198.51.100.7',
  });
  for (let i = 0; i < 30; i++) {
    const card = randomBytes(32);
    const server = servers[i % 2];
    await server
      ?.admit(bearer(i))
      .then(() => server.begin(bearer(i), card))
      .then(() => server.settle(bearer(i), card, { type: 'declined' }))
      .catch(() => undefined);
  }
  for (const server of servers)
    await expect(server.admit(bearer(99))).rejects.toMatchObject({ detail: 'too_many_cards' });
  expect(events).toMatchObject([{ type: 'card_testing', by: 'network', network: '198.51.100.7' }]);
});

it('lets one of several servers tell of a rate', async () => {
  const events: SecurityEvent[] = [];
  const newWatch = () =>
    createRateWatch({ store: createWatchStore(pool), clock, onEvent: (event) => void events.push(event) });
  for (const watch of [newWatch(), newWatch(), newWatch()]) {
    for (let i = 0; i < 30; i++) watch.note('unknown_tokens', 'key_guessing', true);
    await watch.sync();
  }
  expect(events).toMatchObject([{ type: 'rate_rising', subject: 'key_guessing' }]);
});

const undecided = (paymentId: string, until = NOW) => ({
  paymentId,
  event: 'card_testing' as const,
  sessionId: 'sess_1',
  merchantId: 'mer_1',
  network: '192.0.2.1',
  fingerprint: randomBytes(32),
  until,
});

it('remembers who brought an undecided card, answers it once, and forgets it when its time is over', async () => {
  const [store, other] = [createWatchStore(pool), createWatchStore(pool)];
  const [first, lapsed] = [undecided('pay_1'), undecided('pay_2', ago(1))];
  await store.keepUndecided(first);
  await store.keepUndecided(undecided('pay_1'));
  await store.keepUndecided(lapsed);
  const answers = await Promise.all([store.takeUndecided('pay_1'), other.takeUndecided('pay_1')]);
  expect(answers.filter((answer) => answer !== null)).toEqual([first]);
  await sweepExpired(pool, NOW);
  expect(await store.takeUndecided('pay_2')).toBeNull();
});

it('forgets all of it after a day', async () => {
  await sweepExpired(pool, new Date(NOW.getTime() + DAY_MS + 1));
  const { rows } = await pool.query(
    'SELECT (SELECT count(*)::int FROM watched_cards) AS cards, (SELECT count(*)::int FROM watched_rates) AS rates',
  );
  expect(rows).toEqual([{ cards: 0, rates: 0 }]);
});

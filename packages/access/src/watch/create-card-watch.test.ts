import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryWatchStore } from '../testing/memory-watch-store.ts';
import { CARD_LIMITS, waitAfter } from './card-limits.ts';
import { createCardWatch } from './create-card-watch.ts';
import type { CardBearer, CardWatch } from './create-card-watch.ts';
import { createSeenCards } from './seen-cards.ts';
import type { SecurityEvent } from './security-event.ts';

let clock: FakeClock;
let store: MemoryWatchStore;
let events: SecurityEvent[];
let watch: CardWatch;
const newServer = () => createCardWatch({ store, clock, onEvent: (event) => events.push(event) });

beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryWatchStore();
  events = [];
  watch = newServer();
});

const someCard = () => randomBytes(32);
let sessions = 0;
const shopper = (changes: Partial<CardBearer> = {}): CardBearer => ({
  sessionId: `sess_${(sessions += 1)}`,
  merchantId: 'mer_1',
  ip: '192.0.2.1',
  ...changes,
});

/** One card as the server serves it. True where the bank was asked. */
async function tryCard(bearer: CardBearer, isDeclined: boolean, { server = watch, card = someCard() } = {}) {
  try {
    await server.admit(bearer);
    await server.begin(bearer, card);
  } catch {
    return false;
  }
  await server.settle(bearer, card, isDeclined);
  return true;
}

const declineMany = async (count: number, bearer: () => CardBearer, server = watch) => {
  for (let i = 0; i < count; i++) await tryCard(bearer(), true, { server });
};

describe('one session', () => {
  it('may try a few cards, then waits before the bank is asked, longer for every card beyond', async () => {
    const bearer = shopper();
    for (let i = 0; i < CARD_LIMITS.perSession; i++) expect(await tryCard(bearer, false)).toBe(true);
    expect(await failureOf(watch.admit(bearer))).toMatchObject({
      code: 'rate_limited',
      detail: 'too_many_cards',
      audience: 'payer',
      retryAfterMs: 30_000,
    });
    clock.advance(29_999);
    expect(await tryCard(bearer, false)).toBe(false);
    clock.advance(1);
    expect(await tryCard(bearer, false)).toBe(true);
    expect(await failureOf(watch.admit(bearer))).toMatchObject({ retryAfterMs: 60_000 });
  });

  it('is told of once, and by name', async () => {
    const bearer = shopper();
    for (let i = 0; i < 8; i++) {
      expect(await tryCard(bearer, false)).toBe(true);
      clock.advance(i < CARD_LIMITS.perSession ? 0 : 9 * 60_000);
      if (i === CARD_LIMITS.perSession - 1) clock.advance(30_000);
    }
    expect(events).toEqual([
      {
        type: 'card_testing',
        by: 'session',
        merchantId: 'mer_1',
        sessionId: bearer.sessionId,
        network: '192.0.2.1',
        count: CARD_LIMITS.perSession,
        windowMs: 3_600_000,
      },
    ]);
  });

  it('may try the same card as often as it likes', async () => {
    const [bearer, card] = [shopper(), someCard()];
    for (let i = 0; i < 20; i++) expect(await tryCard(bearer, true, { card })).toBe(true);
    expect(events).toEqual([]);
  });
});

describe('one network', () => {
  it('may have some cards declined, in whatever sessions, and then waits; others do not', async () => {
    await declineMany(CARD_LIMITS.declinedPerNetwork, shopper);
    expect(await tryCard(shopper(), true)).toBe(false);
    expect(await tryCard(shopper({ ip: '192.0.2.2' }), true)).toBe(true);
    expect(events).toMatchObject([{ by: 'network', network: '192.0.2.1', sessionId: null }]);
  });

  it('is one network by its /64, so that a new IPv6 address each time helps nobody', async () => {
    let host = 0;
    await declineMany(CARD_LIMITS.declinedPerNetwork, () => shopper({ ip: `2001:db8:1:2::${(host += 1)}` }));
    expect(await tryCard(shopper({ ip: '2001:db8:1:2:ffff::1' }), true)).toBe(false);
  });

  it('may buy with any number of good cards', async () => {
    for (let i = 0; i < 100; i++) expect(await tryCard(shopper(), false)).toBe(true);
    expect(events).toEqual([]);
    expect(store.asked).toBe(0);
  });

  it('is forgiven when its window is over', async () => {
    await declineMany(CARD_LIMITS.declinedPerNetwork, shopper);
    clock.advance(15 * 60_000 + 1);
    expect(await tryCard(shopper(), true)).toBe(true);
  });

  it('cannot have more at once than a multiple of that, before the first is declined', async () => {
    const burst = await Promise.allSettled(
      Array.from({ length: 100 }, async () => {
        const bearer = shopper();
        await watch.admit(bearer);
        await watch.begin(bearer, someCard());
      }),
    );
    expect(burst.filter(({ status }) => status === 'fulfilled')).toHaveLength(CARD_LIMITS.declinedPerNetwork * 3);
  });
});

describe('one merchant', () => {
  it('that is tested from many networks is told of, and each network is held shorter', async () => {
    let network = 0;
    await declineMany(CARD_LIMITS.declinedPerMerchant, () => shopper({ ip: `192.0.2.${(network += 1)}` }));
    expect(events).toMatchObject([{ by: 'merchant', merchantId: 'mer_1', network: null }]);
    clock.advance(5_000);
    const fresh = () => shopper({ ip: '198.51.100.1' });
    await declineMany(CARD_LIMITS.declinedPerNetworkUnderAttack, fresh);
    expect(await tryCard(fresh(), true)).toBe(false);
    const elsewhere = () => shopper({ ip: '198.51.100.2', merchantId: 'mer_2' });
    await declineMany(CARD_LIMITS.declinedPerNetworkUnderAttack, elsewhere);
    expect(await tryCard(elsewhere(), true)).toBe(true);
  });
});

describe('several servers', () => {
  it('count together and tell once', async () => {
    const servers = [watch, newServer()];
    for (let i = 0; i < 2 * CARD_LIMITS.declinedPerNetwork; i++) {
      await tryCard(shopper(), true, { server: servers[i % 2] ?? watch });
    }
    for (const server of servers) expect(await tryCard(shopper(), true, { server })).toBe(false);
    expect(store.cards.get('network 192.0.2.1')?.size).toBeLessThan(2 * CARD_LIMITS.declinedPerNetwork);
    expect(events.filter((event) => event.type === 'card_testing' && event.by === 'network')).toHaveLength(1);
  });
});

describe('memory', () => {
  it('holds the subjects used last and no more', () => {
    const seen = createSeenCards(100);
    for (let i = 0; i < 1_000; i++) seen.add(`network ${i}`, someCard(), i);
    for (let i = 0; i < 1_000; i++) seen.add('network one', someCard(), i);
    expect(seen.size()).toBe(100);
    expect(seen.count('network one', 0)).toBe(200);
    expect(seen.count('network 0', 0)).toBe(0);
  });

  it('never waits longer than a quarter of an hour', () => {
    expect([4, 5, 6, 9, 1_000].map((count) => waitAfter(count, 5))).toEqual([0, 30_000, 60_000, 480_000, 900_000]);
  });
});

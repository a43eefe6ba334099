import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryWatchStore } from '../testing/memory-watch-store.ts';
import { ACCOUNT_LIMITS, CARD_LIMITS, waitAfter } from './testing-limits.ts';
import { createMethodWatch } from './create-method-watch.ts';
import type { MethodBearer, MethodWatch, TriedOutcome } from './create-method-watch.ts';
import { createSeenCards } from './seen-cards.ts';
import type { SecurityEvent } from './security-event.ts';
import { ACCOUNTS, CARDS } from './watched-methods.ts';

let clock: FakeClock;
let store: MemoryWatchStore;
let events: SecurityEvent[];
let watch: MethodWatch;
let accounts: MethodWatch;
const onEvent = (event: SecurityEvent) => void events.push(event);
const newServer = () => createMethodWatch({ method: CARDS, limits: CARD_LIMITS, store, clock, onEvent });

beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryWatchStore();
  events = [];
  watch = newServer();
  accounts = createMethodWatch({ method: ACCOUNTS, limits: ACCOUNT_LIMITS, store, clock, onEvent });
});

const someCard = () => randomBytes(32);
let sessions = 0;
const shopper = (changes: Partial<MethodBearer> = {}): MethodBearer => ({
  sessionId: `sess_${(sessions += 1)}`,
  merchantId: 'mer_1',
  mode: 'live',
  ip: '192.0.2.1',
  ...changes,
});

/** One card as the server serves it. True where the bank was asked. */
async function tryCard(bearer: MethodBearer, isDeclined: boolean, { server = watch, card = someCard() } = {}) {
  try {
    await server.admit(bearer);
    await server.begin(bearer, card);
  } catch {
    return false;
  }
  await server.settle(bearer, card, { type: isDeclined ? 'declined' : 'kept' });
  return true;
}

const declineMany = async (count: number, bearer: () => MethodBearer, server = watch) => {
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

  it('may use the same good card as often as it likes', async () => {
    const [bearer, card] = [shopper(), someCard()];
    for (let i = 0; i < 20; i++) expect(await tryCard(bearer, false, { card })).toBe(true);
    expect(events).toEqual([]);
  });
});

describe('one network', () => {
  it('may have some cards declined, in whatever sessions, and then waits; others do not', async () => {
    await declineMany(CARD_LIMITS.perNetwork, shopper);
    expect(await tryCard(shopper(), true)).toBe(false);
    expect(await tryCard(shopper({ ip: '192.0.2.2' }), true)).toBe(true);
    expect(events).toMatchObject([{ by: 'network', network: '192.0.2.1', sessionId: null }]);
  });

  it('is one network by its /64, so that a new IPv6 address each time helps nobody', async () => {
    let host = 0;
    await declineMany(CARD_LIMITS.perNetwork, () => shopper({ ip: `2001:db8:1:2::${(host += 1)}` }));
    expect(await tryCard(shopper({ ip: '2001:db8:1:2:ffff::1' }), true)).toBe(false);
  });

  it('may buy with any number of good cards', async () => {
    for (let i = 0; i < 100; i++) expect(await tryCard(shopper(), false)).toBe(true);
    expect(events).toEqual([]);
    expect(store.asked).toBe(0);
  });

  it('is forgiven when its window is over', async () => {
    await declineMany(CARD_LIMITS.perNetwork, shopper);
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
    expect(burst.filter(({ status }) => status === 'fulfilled')).toHaveLength(CARD_LIMITS.perNetwork * 3);
  });
});

describe('one card', () => {
  it('that is declined again and again waits, whatever session and network it comes from: its code may be guessed', async () => {
    const card = someCard();
    let network = 0;
    const elsewhere = () => shopper({ ip: `198.51.100.${(network += 1)}` });
    for (let i = 0; i < CARD_LIMITS.declinesOfOne; i++) expect(await tryCard(elsewhere(), true, { card })).toBe(true);
    expect(events).toMatchObject([{ type: 'card_testing', by: 'method', count: CARD_LIMITS.declinesOfOne }]);
    expect(await failureOf(watch.begin(elsewhere(), card))).toMatchObject({
      code: 'rate_limited',
      detail: 'declined_too_often',
      audience: 'payer',
      retryAfterMs: 30_000,
    });
    expect(await tryCard(elsewhere(), false)).toBe(true);
    clock.advance(30_000);
    expect(await tryCard(elsewhere(), true, { card })).toBe(true);
    expect(await failureOf(watch.begin(elsewhere(), card))).toMatchObject({ retryAfterMs: 60_000 });
  });
});

it('one test card may be declined as often as somebody tests', async () => {
  const card = someCard();
  for (let i = 0; i < 3 * CARD_LIMITS.declinesOfOne; i++)
    expect(await tryCard(shopper({ mode: 'test' }), true, { card })).toBe(true);
  expect(events).toEqual([]);
});

describe('one merchant', () => {
  it('that is tested from many networks is told of, and each network is held shorter', async () => {
    let network = 0;
    await declineMany(CARD_LIMITS.perMerchant, () => shopper({ ip: `192.0.2.${(network += 1)}` }));
    expect(events).toMatchObject([{ by: 'merchant', merchantId: 'mer_1', network: null }]);
    clock.advance(5_000);
    const fresh = () => shopper({ ip: '198.51.100.1' });
    await declineMany(CARD_LIMITS.perNetworkUnderAttack, fresh);
    expect(await tryCard(fresh(), true)).toBe(false);
    const elsewhere = () => shopper({ ip: '198.51.100.2', merchantId: 'mer_2' });
    await declineMany(CARD_LIMITS.perNetworkUnderAttack, elsewhere);
    expect(await tryCard(elsewhere(), true)).toBe(true);
  });
});

describe('a card whose payment waits for its shopper or its bank', () => {
  const challenge = async (bearer: MethodBearer, paymentId: string) => {
    const card = someCard();
    await watch.admit(bearer);
    await watch.begin(bearer, card);
    await watch.settle(bearer, card, { type: 'undecided', paymentId });
    return card;
  };

  it('counts against its network once it is declined, and not before', async () => {
    await declineMany(CARD_LIMITS.perNetwork - 1, shopper);
    const bearer = shopper();
    const card = await challenge(bearer, 'pay_1');
    expect(events).toEqual([]);
    await watch.decline(bearer, card);
    expect(events).toMatchObject([{ type: 'card_testing', by: 'network', count: CARD_LIMITS.perNetwork }]);
    expect(await tryCard(shopper(), true)).toBe(false);
  });

  it('is remembered with who brought it, for any server that hears of its outcome, and told once', async () => {
    const bearer = shopper();
    const fingerprint = await challenge(bearer, 'pay_1');
    expect(await store.takeUndecided('pay_1')).toMatchObject({
      event: 'card_testing',
      sessionId: bearer.sessionId,
      merchantId: 'mer_1',
      network: '192.0.2.1',
      fingerprint,
    });
    expect(await store.takeUndecided('pay_1')).toBeNull();
  });
});

describe('bank accounts', () => {
  const undecided = (n: number): TriedOutcome => ({ type: 'undecided', paymentId: `pay_${n}` });
  const tryAccount = async (bearer: MethodBearer, outcome: TriedOutcome = { type: 'kept' }, account = someCard()) => {
    await accounts.admit(bearer);
    await accounts.begin(bearer, account);
    await accounts.settle(bearer, account, outcome);
    return account;
  };

  it('are few in a session; the next ones wait, and are told of once', async () => {
    const bearer = shopper();
    for (let i = 0; i < ACCOUNT_LIMITS.perSession; i++) await tryAccount(bearer);
    expect(await failureOf(tryAccount(bearer))).toMatchObject({
      code: 'rate_limited',
      detail: 'too_many_accounts',
      audience: 'payer',
      retryAfterMs: 30_000,
    });
    expect(events).toMatchObject([{ type: 'account_testing', by: 'session', sessionId: bearer.sessionId }]);
  });

  it('count against a network as they are tried, whatever becomes of them, also where they are only saved', async () => {
    for (let i = 0; i < ACCOUNT_LIMITS.perNetwork; i++) await tryAccount(shopper(), i % 2 ? undecided(i) : undefined);
    expect(await failureOf(tryAccount(shopper()))).toMatchObject({ detail: 'too_many_accounts' });
    await tryAccount(shopper({ ip: '192.0.2.2' }));
    expect(events).toMatchObject([{ type: 'account_testing', by: 'network', network: '192.0.2.1', sessionId: null }]);
  });

  it('may be the same one as often as it likes', async () => {
    const account = someCard();
    for (let i = 0; i < 3 * ACCOUNT_LIMITS.perNetwork; i++) await tryAccount(shopper(), undefined, account);
    expect(events).toEqual([]);
  });

  it('that come back count against the merchant, whose networks are then held shorter', async () => {
    for (let i = 0; i < ACCOUNT_LIMITS.perMerchant; i++) {
      const bearer = shopper({ ip: `198.51.100.${i}` });
      const account = await tryAccount(bearer, undecided(i));
      expect(store.undecided.get(`pay_${i}`)).toMatchObject({ event: 'account_testing', network: null });
      await accounts.decline(bearer, account);
    }
    expect(events).toMatchObject([{ type: 'account_testing', by: 'merchant', count: ACCOUNT_LIMITS.perMerchant }]);
    clock.advance(5_000);
    const fresh = () => shopper({ ip: '203.0.113.1' });
    for (let i = 0; i < ACCOUNT_LIMITS.perNetworkUnderAttack; i++) await tryAccount(fresh());
    expect(await failureOf(tryAccount(fresh()))).toMatchObject({ detail: 'too_many_accounts' });
  });

  it('are counted apart from cards', async () => {
    const bearer = shopper();
    for (let i = 0; i < ACCOUNT_LIMITS.perSession; i++) await tryAccount(bearer);
    expect(await tryCard(bearer, false)).toBe(true);
  });
});

describe('several servers', () => {
  it('count together and tell once', async () => {
    const servers = [watch, newServer()];
    for (let i = 0; i < 2 * CARD_LIMITS.perNetwork; i++) {
      await tryCard(shopper(), true, { server: servers[i % 2] ?? watch });
    }
    for (const server of servers) expect(await tryCard(shopper(), true, { server })).toBe(false);
    expect(store.cards.get('network 192.0.2.1')?.size).toBeLessThan(2 * CARD_LIMITS.perNetwork);
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

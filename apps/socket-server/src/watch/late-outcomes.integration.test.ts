import { newId } from '@fieldfare/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { accountOf, cardOf, TEST_ACCOUNTS, TEST_CARDS } from '../testing/test-cards.ts';
import type { SecurityNotice } from './security-notice.ts';

let stack: TestStack;
let notices: SecurityNotice[];

beforeEach(async () => {
  notices = [];
  stack = await startTestStack({
    notifySecurity: async (notice) => void notices.push(notice),
    settings: (settings) => {
      const cards = { perSession: 9, perNetwork: 2, perMerchant: 50, perNetworkUnderAttack: 1, declinesOfOne: 3 };
      const accounts = { perSession: 2, perNetwork: 4, perMerchant: 2, perNetworkUnderAttack: 1, declinesOfOne: 10 };
      return { ...settings, limits: { ...settings.limits, cards, accounts } };
    },
  });
  await stack.composed.database.prisma.paymentProfile.update({
    where: { merchantId: stack.merchant.id },
    data: { methods: ['card', 'ach'] },
  });
  // The profile that the server holds is at most half a second old.
  stack.clock.advance(1_000);
});
afterEach(() => stack.close());

const WAIT = { timeout: 20_000, interval: 50 };
/** An account like that one, of another number. */
const another = (n: number) => accountOf(`9000${String(n).padStart(8, '0')}`);
const kinds = () => notices.map(({ type, merchantId }) => ({ type, merchantId }));
const told = (event: string) =>
  stack.lines
    .filter((line) => line.includes('unusual pattern'))
    .map((line) => JSON.parse(line))
    .filter((line) => line.event === event);

async function metric(name: string): Promise<string | undefined> {
  const text = await (await fetch(`${stack.url}/metrics`)).text();
  return text.split('\n').find((line) => line.startsWith(name));
}

async function challenged() {
  const opened = await stack.openHost();
  const { payment } = succeeded(await opened.client.pay(opened.hosted, cardOf(TEST_CARDS.challenged)));
  return { ...opened, action: payment.action?.id ?? 'none' };
}

describe('a challenge', () => {
  it('that fails is a declined card of its network, which then waits', async () => {
    const { client, hosted, action } = await challenged();
    for (let i = 0; i < 3; i++) await client.send('complete_action', { action_id: action, code: '111111' });
    expect(succeeded(await client.pay(hosted, cardOf(TEST_CARDS.declined))).payment.status).toBe('declined');
    expect(await client.pay(hosted, cardOf(TEST_CARDS.wrongCode))).toMatchObject({ detail: 'too_many_cards' });
    expect(kinds()).toEqual([{ type: 'security.card_testing', merchantId: stack.merchant.id }]);
    expect(told('card_testing')).toMatchObject([{ reason: 'network', count: 2, ip: '127.0.0.1' }]);
    client.close();
  });

  it.each(['is given up', 'runs out'])('that %s counts alike', async (end) => {
    const { client, action } = await challenged();
    if (end === 'is given up') await client.send('abandon_action', { action_id: action });
    else stack.clock.advance(60 * 60_000);
    await client.heard('payment:updated', ({ status }) => status === 'declined');
    const next = await stack.openHost();
    expect(succeeded(await next.client.pay(next.hosted, cardOf(TEST_CARDS.declined))).payment.status).toBe('declined');
    await expect.poll(kinds, WAIT).toMatchObject([{ type: 'security.card_testing' }]);
    client.close();
    next.client.close();
  });

  it('that is passed counts against nobody', async () => {
    const { client, action } = await challenged();
    const { payment } = succeeded(await client.send('complete_action', { action_id: action, code: '123456' }));
    expect(payment.status).toBe('authorized');
    const next = await stack.openHost();
    for (const number of [TEST_CARDS.declined, TEST_CARDS.visa])
      expect(await next.client.pay(next.hosted, cardOf(number))).toMatchObject({ type: 'payment_result' });
    expect(notices).toEqual([]);
    client.close();
    next.client.close();
  });

  it('is weighed among the declines of the merchant when it is decided, once', async () => {
    const note = vi.spyOn(stack.composed.deps.watch.rates, 'note');
    const noted = () => note.mock.calls.filter(([name]) => name === 'declines').map(([, , isFailed]) => isFailed);
    const { client, action } = await challenged();
    expect(noted()).toEqual([]);
    await client.send('abandon_action', { action_id: action });
    await expect.poll(noted, WAIT).toEqual([true]);
    client.close();
  });
});

it('one card that is declined again and again waits in every session, and the merchant is told of guesses', async () => {
  const { deps, database } = stack.composed;
  const { processors } = deps;
  // The sandbox bank serves test mode alone, in which the same few cards may be declined without end.
  deps.processors = { ...processors, route: (payment) => processors.route({ ...payment, mode: 'test' }) };
  const payLive = async (number: string) => {
    const session = await stack.createSession();
    await database.pool.query("UPDATE sessions SET mode = 'live' WHERE id = $1", [session.id]);
    const client = await stack.connect({ pt_token: session.pt_token });
    const answer = await client.pay(succeeded(await client.host()), cardOf(number));
    client.close();
    return answer.type === 'error' ? answer.detail : answer.payment.status;
  };
  for (let i = 0; i < 3; i++) expect(await payLive(TEST_CARDS.wrongCode)).toBe('declined');
  expect(await payLive(TEST_CARDS.wrongCode)).toBe('declined_too_often');
  expect(await payLive(TEST_CARDS.visa)).toBe('authorized');
  expect(notices).toMatchObject([
    { type: 'security.card_testing', body: expect.stringContaining('One card was declined 3 times') as string },
  ]);
});

describe('bank accounts', () => {
  it('of one session are few, whether they are charged or saved; who tries more waits and is told of', async () => {
    const { client, hosted } = await stack.openHost();
    const save = async (account: ReturnType<typeof another>) =>
      client.send('tokenize_payment_method', await client.prepareSaving(hosted, account));
    succeeded(await save(another(1)));
    succeeded(await save(another(2)));
    expect(await save(another(3))).toMatchObject({ code: 'rate_limited', detail: 'too_many_accounts' });
    expect(await client.pay(hosted, another(3))).toMatchObject({ detail: 'too_many_accounts' });
    expect(kinds()).toEqual([{ type: 'security.account_testing', merchantId: stack.merchant.id }]);
    expect(await metric('fieldfare_security_events_total{type="account_testing"}')).toMatch(/ 1$/);
    expect(told('account_testing')).toMatchObject([{ level: 'warn', reason: 'session', count: 2 }]);
    expect(stack.lines.join('\n')).not.toContain('900000000001');

    stack.clock.advance(30_000);
    expect(succeeded(await client.pay(hosted, another(3))).payment.status).toBe('authorized');
    client.close();
  });

  it('of one network are few in whatever sessions, though the same one may come often', async () => {
    const tryOnce = async (n: number) => {
      const { client, hosted } = await stack.openHost();
      const answer = await client.pay(hosted, another(n));
      client.close();
      return answer.type === 'error' ? answer.detail : answer.payment.status;
    };
    for (const n of [1, 1, 1, 2, 3, 1]) expect(await tryOnce(n)).toBe('authorized');
    expect(await tryOnce(4)).toBe('authorized');
    expect(await tryOnce(5)).toBe('too_many_accounts');
    expect(notices).toMatchObject([{ type: 'security.account_testing', title: 'Somebody is testing bank accounts' }]);
  });

  it('that the network returns count against the merchant, whose people are told', async () => {
    for (const number of [TEST_ACCOUNTS.closed, TEST_ACCOUNTS.notFound]) {
      const { client, hosted } = await stack.openHost({ capture: 'automatic' });
      expect(succeeded(await client.pay(hosted, accountOf(number))).payment.status).toBe('pending');
      stack.clock.advance(60_000);
      await client.heard('payment:updated', ({ status }) => status === 'failed');
      client.close();
    }
    await expect.poll(kinds, WAIT).toEqual([{ type: 'security.account_testing', merchantId: stack.merchant.id }]);
    expect(told('account_testing')).toMatchObject([{ reason: 'merchant', count: 2 }]);
    stack.clock.advance(5_000);
    // From now on one account of a network is enough to wait for the next.
    const { client, hosted } = await stack.openHost();
    expect(succeeded(await client.pay(hosted, another(1))).payment.status).toBe('authorized');
    const next = await stack.openHost();
    expect(await next.client.pay(next.hosted, another(2))).toMatchObject({ detail: 'too_many_accounts' });
    next.client.close();
    client.close();
  });

  it("that the merchant's own server charged count against it when they are returned", async () => {
    for (const number of [TEST_ACCOUNTS.closed, TEST_ACCOUNTS.notFound]) {
      const { client, hosted } = await stack.openHost({ mode: 'setup', amount_minor: undefined });
      const saving = await client.prepareSaving(hosted, accountOf(number));
      const { payment_method: saved } = succeeded(await client.send('tokenize_payment_method', saving));
      client.close();
      const body = { payment_method: saved.id, amount_minor: 4_900, currency: 'USD', capture: 'automatic' };
      const headers = { 'idempotency-key': newId('request') };
      expect((await stack.request('POST', '/v1/payments', { body, headers })).status).toBe(201);
      stack.clock.advance(60_000);
    }
    await expect.poll(kinds, WAIT).toEqual([{ type: 'security.account_testing', merchantId: stack.merchant.id }]);
    expect(told('account_testing')).toMatchObject([{ reason: 'merchant', count: 2 }]);
  });
});

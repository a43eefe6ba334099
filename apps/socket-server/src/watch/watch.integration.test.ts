import { newId, passesLuhn } from '@fieldfare/protocol';
import type { NotificationList } from '@fieldfare/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import type { HostedAnswer, FieldsClient } from '../testing/fields-client.ts';
import { asUser } from '../testing/as-user.ts';
import { startBeside } from '../testing/start-beside.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';
import type { SecurityNotice } from './security-notice.ts';

let stack: TestStack;
let notices: SecurityNotice[];

beforeEach(async () => {
  notices = [];
  stack = await startTestStack({
    runsJobs: false,
    notifySecurity: async (notice) => void notices.push(notice),
    settings: (settings) => {
      const cards = { perSession: 3, perNetwork: 2, perMerchant: 50, perNetworkUnderAttack: 1, declinesOfOne: 10 };
      return { ...settings, limits: { ...settings.limits, cards } };
    },
  });
});

afterEach(() => stack.close());

const DECLINED = [TEST_CARDS.declined, TEST_CARDS.insufficientFunds, TEST_CARDS.wrongCode, TEST_CARDS.expired];

async function outcomeOf(client: FieldsClient, hosted: HostedAnswer, number: string): Promise<string> {
  const answer = await client.pay(hosted, cardOf(number));
  return answer.type === 'error' ? answer.detail : answer.payment.status;
}

const askedOfBank = async () => (await stack.composed.database.pool.query('SELECT id FROM attempts')).rowCount;

async function metric(name: string): Promise<string | undefined> {
  const text = await (await fetch(`${stack.url}/metrics`)).text();
  return text.split('\n').find((line) => line.startsWith(name));
}

it('makes whoever tests cards wait before the bank is asked, in this session and in the next', async () => {
  const first = await stack.openHost();
  expect(await outcomeOf(first.client, first.hosted, TEST_CARDS.declined)).toBe('declined');
  expect(await outcomeOf(first.client, first.hosted, TEST_CARDS.insufficientFunds)).toBe('declined');
  expect(await askedOfBank()).toBe(2);

  expect(await outcomeOf(first.client, first.hosted, TEST_CARDS.wrongCode)).toBe('too_many_cards');
  const second = await stack.openHost();
  expect(await outcomeOf(second.client, second.hosted, TEST_CARDS.wrongCode)).toBe('too_many_cards');
  expect(await askedOfBank()).toBe(2);

  stack.clock.advance(30_000);
  expect(await outcomeOf(second.client, second.hosted, TEST_CARDS.wrongCode)).toBe('declined');
  expect(await outcomeOf(second.client, second.hosted, TEST_CARDS.expired)).toBe('too_many_cards');
  expect(await askedOfBank()).toBe(3);
});

it('tells of it once: a line and a count without a card, and a notification to the merchant', async () => {
  const { client, hosted } = await stack.openHost();
  for (const number of DECLINED) await outcomeOf(client, hosted, number);
  expect(notices).toMatchObject([{ merchantId: stack.merchant.id, type: 'security.card_testing' }]);
  expect(await metric('fieldfare_security_events_total{type="card_testing"}')).toMatch(/ 1$/);
  const told = stack.lines.filter((line) => line.includes('unusual pattern')).map((line) => JSON.parse(line));
  expect(told).toMatchObject([{ level: 'warn', event: 'card_testing', reason: 'network', count: 2, ip: '127.0.0.1' }]);
});

it('answers a repeated request by its payment also while its bearer waits', async () => {
  const { client, hosted } = await stack.openHost();
  await outcomeOf(client, hosted, TEST_CARDS.declined);
  const payload = await client.preparePayment(hosted, cardOf(TEST_CARDS.insufficientFunds));
  const request = { ...payload, request_id: newId('request') };
  const paid = succeeded(await client.send('process_payment', request));
  expect(await client.send('process_payment', request)).toMatchObject({
    type: 'payment_result',
    payment: paid.payment,
  });
});

it('tells the operators of card payloads that do not open', async () => {
  for (let i = 0; i < 10; i++) {
    const { client, hosted } = await stack.openHost();
    const sealed = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
    const tampered = { ...sealed, card: `${sealed.card.slice(0, -4)}AAAA` };
    expect(await client.send('process_payment', tampered)).toMatchObject({ detail: 'card_payload_refused' });
  }
  await stack.composed.deps.watch.rates.sync();
  expect(notices).toMatchObject([{ merchantId: null, type: 'security.payload_refusals' }]);
});

it('tells the merchant of a rate of declines that rises', async () => {
  const { rates } = stack.composed.deps.watch;
  const { id: merchantId } = stack.merchant;
  for (let i = 0; i < 30; i++) rates.note('declines', merchantId, i % 2 === 0);
  await rates.sync();
  expect(notices).toMatchObject([{ merchantId, type: 'security.declines' }]);
  expect(await metric('fieldfare_security_events_total{type="declines"}')).toMatch(/ 1$/);
});

it('tells the operators of a key, and of an address, that guesses ids and tokens', async () => {
  const guess = (path: string, token?: string) => stack.request('GET', path, token === undefined ? {} : { token });
  for (let i = 0; i < 45; i++) {
    expect((await guess(`/v1/payments/${newId('payment')}`)).status).toBe(404);
    expect((await guess('/v1/payments', 'a.guessed.token')).status).toBe(401);
  }
  await stack.composed.deps.watch.rates.sync();
  expect(notices.map(({ type, merchantId }) => ({ type, merchantId }))).toEqual([
    { type: 'security.unknown_tokens', merchantId: null },
    { type: 'security.unknown_tokens', merchantId: null },
  ]);
  expect(stack.lines.join('\n')).not.toContain('a.guessed.token');
});

it('reaches the people at the console: the owner of the merchant reads it among the notifications', async () => {
  const plain = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({
      ...settings,
      limits: { ...settings.limits, cards: { ...settings.limits.cards, perNetwork: 2 } },
    }),
  });
  try {
    const { client, hosted } = await plain.openHost();
    for (const number of DECLINED) await outcomeOf(client, hosted, number);
    const owner = await asUser(plain, 'owner');
    const read = async () => (await plain.request('GET', '/v1/notifications', owner)).body as NotificationList;
    await expect.poll(async () => (await read()).data.map(({ kind }) => kind)).toEqual(['security.card_testing']);
    expect(JSON.stringify(await read())).not.toMatch(/4000000000/);
  } finally {
    await plain.close();
  }
});

it('holds a tester who moves to another server, too', async () => {
  const second = await startBeside(stack, { runsJobs: false });
  try {
    const first = await stack.openHost();
    for (const number of DECLINED.slice(0, 2)) await outcomeOf(first.client, first.hosted, number);
    const session = await stack.createSession();
    const client = await second.connect({ pt_token: session.pt_token });
    const hosted = succeeded(await client.host());
    const outcomes: string[] = [];
    for (const number of [TEST_CARDS.wrongCode, TEST_CARDS.expired, TEST_CARDS.processingError])
      outcomes.push(await outcomeOf(client, hosted, number));
    // A server does not ask the others about a stranger's first card, nor about the second that it is about to count.
    expect(outcomes.at(-1)).toBe('too_many_cards');
    expect(await askedOfBank()).toBeLessThanOrEqual(4);
  } finally {
    await second.close();
  }
});

it('counts a card that is good against nobody', async () => {
  let paid = 0;
  for (let i = 0; paid < 6; i++) {
    const number = `424242424242${String(1_000 + i)}`;
    if (!passesLuhn(number)) continue;
    const { client, hosted } = await stack.openHost();
    expect(await outcomeOf(client, hosted, number)).toBe('authorized');
    client.close();
    paid += 1;
  }
  expect(notices).toEqual([]);
});

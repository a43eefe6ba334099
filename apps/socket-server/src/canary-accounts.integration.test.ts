import { newId, PaymentResult } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canaryAccount, canaryCard } from './testing/canary-card.ts';
import { dumpDatabase } from './testing/dump-database.ts';
import { succeeded } from './testing/fields-client.ts';
import { numberForms } from './testing/leak-forms.ts';
import { startReceiver } from './testing/start-receiver.ts';
import type { Receiver } from './testing/start-receiver.ts';
import { startTestStack } from './testing/start-test-stack.ts';
import type { TestStack } from './testing/start-test-stack.ts';
import { accountOf, cardOf } from './testing/test-cards.ts';
import { SHOP_ORIGIN } from './testing/test-merchant.ts';

let stack: TestStack;
let receiver: Receiver;
const numbers: string[] = [];
/** Everything that the server said, over HTTP and the socket. */
const said: string[] = [];

const keep = <T>(answer: T): T => {
  said.push(JSON.stringify(answer));
  return answer;
};
const account = () => {
  const number = canaryAccount();
  numbers.push(number);
  return accountOf(number);
};
const card = () => {
  const { number, cvc } = canaryCard();
  numbers.push(number);
  return { ...cardOf(number), cvc };
};
const found = (text: string) => numbers.filter((number) => numberForms(number).test(text)).map(() => 'a canary');

beforeAll(async () => {
  stack = await startTestStack();
  receiver = await startReceiver();
  await stack.composed.database.prisma.paymentProfile.update({
    where: { merchantId: stack.merchant.id },
    data: { methods: ['card', 'ach'] },
  });
  stack.clock.advance(1_000);
  keep(await stack.request('POST', '/v1/webhook_endpoints', { body: { url: receiver.url } }));
  await debit();
  await pay();
  await save();
  await misplace();
  await receiver.heard(1, ({ event }) => event.type === 'refund.succeeded');
  await receiver.heard(2, ({ event }) => event.type === 'payment_method.revoked');
});
afterAll(async () => {
  await stack.close();
  await receiver.close();
});

/** Debited, confirmed, and decided by the network. */
async function debit(): Promise<void> {
  const { client, hosted } = await stack.openHost({ capture: 'automatic' });
  client.socket.onAny((_, payload) => said.push(JSON.stringify(payload)));
  const { payment } = succeeded(keep(await client.pay(hosted, account())));
  expect(payment.status).toBe('pending');
  stack.clock.advance(60_000);
  await client.heard('payment:updated', ({ status }) => status === 'failed' || status === 'captured');
  keep(await stack.request('GET', `/v1/payments/${payment.id}/events`));
  client.close();
}

/** Bought with a card, confirmed and refunded. */
async function pay(): Promise<void> {
  const { client, hosted } = await stack.openHost();
  const { id } = PaymentResult.parse(succeeded(keep(await client.pay(hosted, card()))).payment);
  for (const step of ['confirm', 'refunds'])
    keep(await stack.request('POST', `/v1/payments/${id}/${step}`, { body: {} }));
  client.close();
}

/** A card and an account, saved and revoked. */
async function save(): Promise<void> {
  for (const secrets of [card(), account()]) {
    const { client, hosted } = await stack.openHost({ mode: 'setup', amount_minor: undefined });
    const saving = await client.prepareSaving(hosted, secrets);
    const { payment_method: saved } = succeeded(keep(await client.send('tokenize_payment_method', saving)));
    keep(await stack.request('POST', `/v1/payment_methods/${saved.id}/revoke`, { body: {} }));
    client.close();
  }
}

/** An account with a routing number that is none, one in the place of a card, and what careless integrations do with one. */
async function misplace(): Promise<void> {
  const number = () => account().account_number;
  for (const change of [
    { account_number: number() },
    { [number()]: 1 },
    { bank_account: account() },
    { currency: number() },
    { amount_minor: number() },
    { expires_at: number() },
  ]) {
    const body = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN, ...change };
    expect(keep(await stack.request('POST', '/v1/sessions', { body })).status).toBe(422);
  }
  keep(await stack.request('GET', `/v1/payments/${number()}?account=${number()}`, { token: number() }));
  keep(await stack.request('GET', `/${number()}`, { headers: { 'x-account': number(), 'user-agent': number() } }));
  const { client, hosted } = await stack.openHost();
  const wrong = { ...account(), routing_number: '110000001' };
  expect(keep(await client.pay(hosted, wrong)).type).toBe('error');
  const { account_number } = account();
  const clear = { request_id: newId('request'), challenge_token: 'none', card: account_number };
  keep(await client.socket.timeout(5_000).emitWithAck('process_payment', clear));
  for (const change of [{ account_number: number() }, { [number()]: 1 }, { request_id: number() }])
    keep(await client.socket.timeout(5_000).emitWithAck('payment_status', { request_id: newId('request'), ...change }));
  client.close();
}

it('no table of any schema holds an account or card number', async () => {
  const tables = await dumpDatabase(stack.database.ownerUrl);
  expect(tables.get('vault.cards')).not.toBe('');
  expect(tables.get('public.events')).toContain('payment_method.created');
  expect([...tables].filter(([, text]) => found(text).length > 0).map(([name]) => name)).toEqual([]);
});

it('no log line, no answer and no webhook holds one', () => {
  const bodies = receiver.received.map(({ body }) => body);
  expect(bodies.join('\n')).toContain('"last4"');
  for (const texts of [stack.lines, said, bodies]) {
    expect(texts.length).toBeGreaterThan(5);
    expect(found(texts.join('\n'))).toEqual([]);
  }
});

it('and the search would find each of them, plain, spaced and in base64', () => {
  for (const number of numbers) {
    const grouped = number.replace(/(.{4})/g, '$1 ');
    const encoded = Buffer.from(`{"account_number":"${number}"}`).toString('base64');
    for (const text of [number, grouped, encoded]) expect(numberForms(number).test(`<${text}>`)).toBe(true);
  }
});

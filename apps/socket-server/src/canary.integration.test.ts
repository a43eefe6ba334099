import { connectDatabase } from '@fieldfare/db';
import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canaryCard, tracesOf } from './testing/canary-card.ts';
import type { CanaryCard } from './testing/canary-card.ts';
import { dumpDatabase } from './testing/dump-database.ts';
import { connectFields, succeeded } from './testing/fields-client.ts';
import type { FieldsClient } from './testing/fields-client.ts';
import { startTestStack } from './testing/start-test-stack.ts';
import type { TestStack } from './testing/start-test-stack.ts';
import { SHOP_ORIGIN } from './testing/test-merchant.ts';

let stack: TestStack;
const cards: CanaryCard[] = [];
/** Everything that the server said, over HTTP and the socket. */
const said: string[] = [];

const canary = () => {
  const card = canaryCard();
  cards.push(card);
  return card;
};
const typed = ({ number, cvc }: CanaryCard) => ({ number, cvc, exp_month: 11, exp_year: 2031, name: 'Canary' });
const hear = (client: FieldsClient) => client.socket.onAny((_, payload) => said.push(JSON.stringify(payload)));
const keep = <T>(answer: T): T => {
  said.push(JSON.stringify(answer));
  return answer;
};

beforeAll(async () => {
  stack = await startTestStack();
  await payWithCanaries();
  await misplaceCanaries();
  await stack.server.close();
});

afterAll(async () => {
  await stack.close();
});

/** Paid, declined for its number, refused by the vault, repeated. */
async function payWithCanaries(): Promise<void> {
  const { client, hosted } = await stack.openHost({ page_may: ['confirm'] });
  hear(client);
  const payload = await client.preparePayment(hosted, typed(canary()));
  const request_id = newId('request');
  const paid = succeeded(keep(await client.send('process_payment', { ...payload, request_id })));
  expect(paid.payment.status).toBe('authorized');
  keep(await client.send('process_payment', { ...payload, request_id }));
  keep(await client.send('confirm_payment', {}));
  keep(await client.send('payment_status', {}));
  keep(await stack.request('GET', `/v1/payments/${paid.payment.id}`));
  keep(await stack.request('GET', `/v1/payments/${paid.payment.id}/events`));

  const other = await stack.openHost();
  hear(other.client);
  const wrong = canary();
  const brokenNumber = wrong.number.slice(0, -1) + String((Number(wrong.number.at(-1)) + 1) % 10);
  cards.push({ ...wrong, number: brokenNumber });
  expect(keep(await other.client.pay(other.hosted, typed({ ...wrong, number: brokenNumber }))).type).toBe('error');
  const expired = { ...typed(canary()), exp_year: 2020 };
  expect(keep(await other.client.pay(other.hosted, expired)).type).toBe('error');
  const sealed = await other.client.preparePayment(other.hosted, typed(canary()));
  const tampered = { ...sealed, card: `${sealed.card.slice(0, -4)}AAAA` };
  expect(keep(await other.client.send('process_payment', tampered)).type).toBe('error');
}

/** What careless integrations do: the number in every place where it does not belong. */
async function misplaceCanaries(): Promise<void> {
  const body = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN };
  const pan = () => canary().number;
  const code = () => canary().cvc;
  for (const change of [
    { reference: pan() },
    { reference: `card ${pan().replace(/(.{4})/g, '$1 ')}` },
    { metadata: { card: pan() } },
    { metadata: { [pan()]: 'x' } },
    { [pan()]: 1 },
    { currency: pan() },
    { amount_minor: pan() },
    { cvc: code() },
    { card: typed(canary()) },
    { currency: code() },
    { mode: code() },
    { metadata: { cvc: code() } },
    { metadata: { 'card.security_code': code() } },
  ]) {
    expect(keep(await stack.request('POST', '/v1/sessions', { body: { ...body, ...change } })).status).toBe(422);
  }
  const headers = { 'idempotency-key': pan() };
  expect(keep(await stack.request('POST', '/v1/sessions', { body, headers })).status).toBe(400);
  keep(await stack.request('GET', `/v1/payments/${pan()}`));
  keep(await stack.request('GET', `/v1/payments?reference=${pan()}`));
  keep(await stack.request('GET', `/v1/payments?${pan()}=1`));
  keep(await stack.request('GET', `/${pan()}`));
  keep(await stack.request('GET', `/v1/payments/${code()}?cvc=${code()}`, { headers: { 'x-cvc': code() } }));
  keep(await stack.request('POST', '/v1/console/sign_in', { token: null, body: { email: pan(), password: pan() } }));
  keep(await stack.request('GET', '/v1/payments', { token: pan(), headers: { 'user-agent': pan() } }));
  const broken = await fetch(`${stack.url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.merchant.secret}` },
    body: `{"card":"${pan()}"`,
  });
  keep(await broken.text());

  const { client, hosted } = await stack.openHost();
  hear(client);
  const raw = async (event: string, payload: unknown) =>
    keep(await client.socket.timeout(5_000).emitWithAck(event, payload));
  await raw(pan(), {});
  await raw('payment_status', { request_id: pan() });
  await raw('payment_status', { request_id: newId('request'), [pan()]: 1 });
  await raw('process_payment', { request_id: newId('request'), challenge_token: pan(), card: pan() });
  const payload = await client.preparePayment(hosted, typed(canary()));
  await raw('process_payment', { ...payload, request_id: newId('request'), metadata: { note: pan() } });
  await raw('process_payment', { ...payload, request_id: newId('request'), billing: { name: pan() } });
  for (const change of [{ cvc: code() }, { metadata: { cvc: code() } }, { billing: { cvc: code() } }, { card: code() }])
    expect((await raw('process_payment', { ...payload, request_id: newId('request'), ...change })).type).toBe('error');
  const refused = connectFields({ url: stack.url, auth: { pt_token: pan() }, observedOrigin: pan(), origin: pan() });
  await refused.catch((error: unknown) => said.push(JSON.stringify(error), String(error)));
}

const found = (text: string) => cards.filter((card) => tracesOf(card).test(text)).map(() => 'a canary');

describe('after payments and mistakes with cards that exist nowhere else', () => {
  it('no table of any schema holds a number or a security code', async () => {
    const tables = await dumpDatabase(stack.database.ownerUrl);
    expect(tables.get('vault.cards')).not.toBe('');
    expect(tables.get('public.payments')).toContain('"last4"');
    expect([...tables].filter(([, text]) => found(text).length > 0).map(([name]) => name)).toEqual([]);
  });

  it('no log line holds one, at the most talkative level', () => {
    expect(stack.lines.length).toBeGreaterThan(20);
    expect(found(stack.lines.join('\n'))).toEqual([]);
  });

  it('nothing that the server said holds one', () => {
    expect(said.length).toBeGreaterThan(30);
    expect(found(said.join('\n'))).toEqual([]);
  });

  it('and the search would find one, in a text, in bytes, in a log, in an answer', async () => {
    const [card] = cards;
    if (!card) throw new Error('no canary');
    const before = await dumpDatabase(stack.database.ownerUrl);
    const owner = connectDatabase({ url: stack.database.ownerUrl });
    await owner.pool.query(
      'INSERT INTO session_events (session_id, type, body, created_at) VALUES ($1, $1, $2, now())',
      ['planted', JSON.stringify({ note: card.cvc })],
    );
    await owner.pool.query(
      "INSERT INTO vault.data_keys (id, merchant_id, period, wrapped, created_at) VALUES ('planted', 'planted', '2026-01', $1, now())",
      [Buffer.from(`xx${card.number}`)],
    );
    await owner.pool.query('CREATE TABLE planted (security_code integer)');
    await owner.pool.query('INSERT INTO planted VALUES ($1)', [Number(card.cvc)]);
    await owner.close();
    const after = await dumpDatabase(stack.database.ownerUrl);
    const holding = [...after].filter(([, text]) => found(text).length > 0).map(([name]) => name);
    expect(holding).toEqual(['public.planted', 'public.session_events', 'vault.data_keys']);
    expect(before.size).toBe(after.size - 1);
    const disguises = [
      card.number,
      card.number.replace(/(.{4})/g, '$1 '),
      Buffer.from(card.number).toString('hex'),
      Buffer.from(`a${card.number}`).toString('base64'),
      `{"cvc":"${card.cvc}"}`,
    ];
    expect(disguises.map((text) => found(text).length > 0)).toEqual([true, true, true, true, true]);
  });
});

import { randomUUID } from 'node:crypto';
import { ApiKeyWithSecret, EventList, Payment } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { pay } from '../testing/pay.ts';
import { saveCard } from '../testing/save-card.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

type As = Awaited<ReturnType<typeof asUser>>;

const inLive = (person: As): As => ({ ...person, headers: { ...person.headers, 'fieldfare-mode': 'live' } });

/** A key of live mode of whoever is at the console. */
async function liveKeyOf(owner: As): Promise<string> {
  const made = await stack.request('POST', '/v1/api_keys', { ...inLive(owner), body: { name: 'Live' } });
  return ApiKeyWithSecret.parse(made.body).secret;
}

/** What the key of an owner of live mode is answered. */
async function askInLiveMode(path: string, owner: As, method = 'GET') {
  return stack.request(method, path, { token: await liveKeyOf(owner), ...(method === 'POST' && { body: {} }) });
}

const saying = (noun: string, param: string | null = null, instead = 'Use a key of test mode.') => ({
  status: 404,
  body: {
    error: {
      type: 'not_found',
      code: 'other_mode',
      param,
      message: `This ${noun} is of test mode, and was asked for in live mode. ${instead}`,
    },
  },
});

/** One of each, in test mode. */
async function madeInTest() {
  const { id: payment } = await pay(stack, { capture: 'automatic' });
  const { session } = Payment.parse((await stack.request('GET', `/v1/payments/${payment}`)).body);
  const refund = await stack.request('POST', `/v1/payments/${payment}/refunds`, { body: { amount_minor: 100 } });
  const idOf = async (path: string, body: object) =>
    ((await stack.request('POST', path, { body })).body as { id: string }).id;
  const customer = await idOf('/v1/customers', { name: 'Ada' });
  const endpoint = await idOf('/v1/webhook_endpoints', { url: 'https://shop.example/webhooks' });
  const saved = await saveCard(stack, customer);
  const event = await vi.waitFor(async () => {
    const { data } = EventList.parse((await stack.request('GET', `/v1/events?related=${payment}`)).body);
    if (!data[0]) throw new Error('the event is recorded in a moment');
    return data[0].id;
  });
  return { event, payment, session, refund: (refund.body as { id: string }).id, customer, endpoint, saved };
}

it('what is the merchant’s own and of the other mode than the key is called so, with both modes', async () => {
  const owner = await asUser(stack, 'owner');
  const { payment, session, refund, customer, endpoint, saved, event } = await madeInTest();
  const asked = [
    ['payment', 'GET', `payments/${payment}`],
    ['payment', 'GET', `payments/${payment}/events`],
    ['payment', 'POST', `payments/${payment}/confirm`],
    ['payment', 'POST', `payments/${payment}/cancel`],
    ['payment', 'POST', `payments/${payment}/refunds`],
    ['session', 'GET', `sessions/${session}`],
    ['session', 'POST', `sessions/${session}`],
    ['session', 'POST', `sessions/${session}/token`],
    ['session', 'POST', `sessions/${session}/expire`],
    ['refund', 'GET', `refunds/${refund}`],
    ['customer', 'GET', `customers/${customer}`],
    ['customer', 'POST', `customers/${customer}`],
    ['customer', 'GET', `customers/${customer}/account`],
    ['customer', 'POST', `customers/${customer}/account`],
    ['payment method', 'GET', `payment_methods/${saved}`],
    ['payment method', 'POST', `payment_methods/${saved}/revoke`],
    ['event', 'GET', `events/${event}`],
    ['event', 'POST', `events/${event}/redeliver`],
    ['webhook endpoint', 'GET', `webhook_endpoints/${endpoint}`],
    ['webhook endpoint', 'POST', `webhook_endpoints/${endpoint}`],
    ['webhook endpoint', 'POST', `webhook_endpoints/${endpoint}/rotate_secret`],
    ['webhook endpoint', 'POST', `webhook_endpoints/${endpoint}/test`],
    ['webhook endpoint', 'GET', `webhook_endpoints/${endpoint}/deliveries`],
    ['webhook endpoint', 'DELETE', `webhook_endpoints/${endpoint}`],
  ] as const;
  for (const [noun, method, path] of asked)
    expect(await askInLiveMode(`/v1/${path}`, owner, method), `${method} ${path}`).toMatchObject(saying(noun));
  // Nothing was done to any of them.
  expect((await stack.request('GET', `/v1/payment_methods/${saved}`)).body).toMatchObject({ status: 'active' });
  expect((await stack.request('GET', `/v1/webhook_endpoints/${endpoint}`)).status).toBe(200);
});

it('so it is where a parameter names it, by that parameter', async () => {
  const owner = await asUser(stack, 'owner');
  const token = await liveKeyOf(owner);
  const { customer, saved, endpoint } = await madeInTest();
  const session = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN };
  const charge = { amount_minor: 4900, currency: 'USD', payment_method: saved };
  const ask = (path: string, body: object) =>
    stack.request('POST', path, { token, body, headers: { 'idempotency-key': randomUUID() } });
  const ofMethod = saying('payment method', 'payment_method');
  expect(await ask('/v1/sessions', { ...session, payment_method: saved })).toMatchObject(ofMethod);
  expect(await ask('/v1/payments', charge)).toMatchObject(ofMethod);
  const range = { endpoint, created_from: '2026-11-01T00:00:00Z', created_to: '2026-11-30T00:00:00Z' };
  expect(await ask('/v1/events/redeliver', range)).toMatchObject(saying('webhook endpoint', 'endpoint'));
  const ofCustomer = saying('customer', 'customer');
  expect(await ask('/v1/sessions', { ...session, customer })).toMatchObject(ofCustomer);
  expect(await ask('/v1/payments', { ...charge, customer })).toMatchObject(ofCustomer);
});

it('a person is told of their header instead of a key', async () => {
  const owner = await asUser(stack, 'owner');
  const instead = 'Send the header Fieldfare-Mode: test.';
  const made = await stack.request('POST', '/v1/api_keys', { ...owner, body: { name: 'Test' } });
  const { id } = ApiKeyWithSecret.parse(made.body);
  for (const verb of ['', '/rotate', '/revoke']) {
    const answer = await stack.request('POST', `/v1/api_keys/${id}${verb}`, { ...inLive(owner), body: {} });
    expect(answer, verb).toMatchObject(saying('api key', null, instead));
  }
  const { id: payment } = await pay(stack);
  expect(await stack.request('GET', `/v1/payments/${payment}`, inLive(owner))).toMatchObject(
    saying('payment', null, instead),
  );
});

it('what is another merchant’s answers like nothing, in whichever mode', async () => {
  const { id } = await pay(stack);
  const stranger = await asUser(stack, 'owner', await createTestMerchant(stack.composed, 'Stranger'));
  const nothing = { status: 404, body: { error: { code: 'payment_not_found' } } };
  expect(await askInLiveMode(`/v1/payments/${id}`, stranger)).toMatchObject(nothing);
  expect(await stack.request('GET', `/v1/payments/${id}`, stranger)).toMatchObject(nothing);
});

import { CONSOLE_NAMESPACE, newId, OwnPayment } from '@fieldfare/protocol';
import type { OwnPaymentList, OwnPaymentMethodList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectConsole } from '../../testing/console-client.ts';
import type { ConsoleClient } from '../../testing/console-client.ts';
import { succeeded } from '../../testing/fields-client.ts';
import { pay } from '../../testing/pay.ts';
import { acceptInvitation, createCustomer, createShopper, invite } from '../../testing/shopper.ts';
import type { TestShopper } from '../../testing/shopper.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../../testing/test-cards.ts';

let stack: TestStack;
let ada: TestShopper;
let ben: TestShopper;
beforeAll(async () => {
  stack = await startTestStack();
  ada = await createShopper(stack, 'ada@shopper.test');
  ben = await createShopper(stack, 'ben@shopper.test');
});
afterAll(async () => {
  await stack.close();
});

const get = (as: TestShopper, path: string) => stack.request('GET', path, { token: as.token });
const paymentsOf = async (as: TestShopper) => ((await get(as, '/v1/own/payments')).body as OwnPaymentList).data;
const connect = (as: TestShopper) => connectConsole(stack.url, as.token, stack.settings.origins.web);
const confirm = (id: string) => stack.request('POST', `/v1/payments/${id}/confirm`, { body: {} });
const save = async (customer: string) => {
  const { client, hosted } = await stack.openHost({ customer });
  const { payment_method: saved } = succeeded(
    await client.send('tokenize_payment_method', await client.prepareSaving(hosted, cardOf(TEST_CARDS.visa))),
  );
  client.close();
  return saved;
};
const typesOf = ({ pushes }: ConsoleClient) => new Set(pushes.map(({ event }) => event));

describe('a shopper, by REST', () => {
  it('[SH1] sees the payments of their own customers, and nothing of what is the merchant’s', async () => {
    const mine = await pay(stack, { customer: ada.customer, metadata: { margin: 'secret' } });
    await pay(stack, { customer: ben.customer });
    await pay(stack);
    const [payment, ...others] = await paymentsOf(ada);
    expect(others).toEqual([]);
    expect(OwnPayment.parse(payment)).toMatchObject({ id: mine.id, total_minor: 4900, service_fee_minor: 0 });
    expect(JSON.stringify(payment)).not.toMatch(/secret|metadata|processor|fee_minor":[1-9]|payment_token/);
    expect((await get(ada, `/v1/own/payments/${mine.id}`)).body).toEqual(payment);
  });

  it('[SH1] is answered about others’ like about what does not exist', async () => {
    const theirs = await pay(stack, { customer: ben.customer });
    const saved = await save(ben.customer);
    const answers = [
      await get(ada, `/v1/own/payments/${theirs.id}`),
      await get(ada, `/v1/own/payments/${newId('payment')}`),
    ];
    expect(new Set(answers.map(({ status, body }) => `${status} ${(body as Refused).error.message}`)).size).toBe(1);
    const path = `/v1/own/payment_methods/${saved.id}`;
    expect((await get(ada, path)).status).toBe(404);
    expect((await stack.request('POST', `${path}/revoke`, { token: ada.token })).status).toBe(404);
    expect((await get(ben, path)).body).toMatchObject({ status: 'active' });
  });

  it('[SH1] pages through what is theirs', async () => {
    const cyd = await createShopper(stack, 'cyd@shopper.test');
    const ids = [];
    for (let i = 0; i < 3; i++) ids.unshift((await pay(stack, { customer: cyd.customer })).id);
    const first = (await get(cyd, '/v1/own/payments?limit=2')).body as OwnPaymentList;
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([ids.slice(0, 2), true]);
    const rest = (await get(cyd, `/v1/own/payments?limit=2&starting_after=${ids[1]}`)).body as OwnPaymentList;
    expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([ids.slice(2), false]);
    const back = (await get(cyd, `/v1/own/payments?limit=2&ending_before=${ids[2]}`)).body as OwnPaymentList;
    expect(back.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });

  it('[SH1] has a saved card forgotten, and nobody can use it any more', async () => {
    const saved = await save(ada.customer);
    const listed = (await get(ada, '/v1/own/payment_methods')).body as OwnPaymentMethodList;
    expect(listed.data).toMatchObject([{ id: saved.id, status: 'active', method: { last4: '4242' } }]);
    expect(Object.keys(listed.data[0] ?? {})).not.toContain('session');
    const revoke = () => stack.request('POST', `/v1/own/payment_methods/${saved.id}/revoke`, { token: ada.token });
    expect(await revoke()).toMatchObject({ status: 200, body: { status: 'revoked' } });
    expect(await revoke()).toMatchObject({ status: 200, body: { status: 'revoked' } });
    const { rows } = await stack.composed.database.pool.query<{ actor: object }>(
      "SELECT actor FROM audit_log WHERE subject = $1 AND action = 'payment_method.revoke'",
      [saved.id],
    );
    expect(rows).toEqual([{ actor: { type: 'user', id: ada.userId, name: ada.email } }]);
  });

  it('[SH1] is refused on every route of a merchant, whatever headers they send', async () => {
    const headers = { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' };
    const { id } = await pay(stack, { customer: ada.customer });
    for (const [method, path] of [
      ['GET', '/v1/payments'],
      ['GET', `/v1/payments/${id}`],
      ['GET', `/v1/payments/${id}/events`],
      ['POST', `/v1/payments/${id}/cancel`],
      ['GET', `/v1/customers/${ada.customer}`],
      ['POST', `/v1/customers/${ada.customer}/account`],
      ['GET', '/v1/payment_methods'],
      ['GET', '/v1/notifications'],
      ['GET', '/v1/team'],
      ['GET', '/v1/balance'],
    ] as const)
      expect((await stack.request(method, path, { token: ada.token, headers })).status, path).toBe(403);
    const broadcast = { token: ada.token, body: { message: 'Hello' } };
    expect((await stack.request('POST', '/v1/console/broadcasts', broadcast)).status).toBe(403);
    const owner = await stack.signIn('owner');
    for (const token of [owner.token, stack.merchant.secret])
      expect([401, 403]).toContain((await stack.request('GET', '/v1/own/payments', { token })).status);
  });
});

describe('a shopper, on the socket', () => {
  it('[SH2] hears of every change of their own payments, in what is theirs alone, and of what was missed', async () => {
    const socket = await connect(ada);
    expect(await socket.send('subscribe', { room: `user:${ada.userId}` })).toMatchObject({ type: 'subscribed' });
    const { id } = await pay(stack, { customer: ada.customer, metadata: { margin: 'secret' } });
    const room = `payment:${id}`;
    await socket.heard('own_payment:updated', ({ payload }) => payload.id === id && payload.status === 'authorized');
    const joined = await socket.send('subscribe', { room });
    await confirm(id);
    const captured = (room: string) =>
      socket.heard(
        'own_payment:updated',
        ({ payload, ...push }) => push.room === room && payload.id === id && payload.status === 'captured',
      );
    await Promise.all([captured(room), captured(`user:${ada.userId}`)]);
    socket.close();
    const later = await connect(ada);
    await later.send('subscribe', { room, after_sequence: Number(joined['sequence']) - 1 });
    const replayed = await later.heard('own_payment:updated', (push) => push.room === room);
    expect(OwnPayment.safeParse(replayed.payload).success).toBe(true);
    for (const client of [socket, later]) {
      expect(typesOf(client)).toEqual(new Set(['own_payment:updated']));
      expect(JSON.stringify(client.pushes)).not.toMatch(/secret|processor|metadata/);
    }
    later.close();
  });

  it('[SH2] and the merchant’s people in the same room hear each their own', async () => {
    const { id } = await pay(stack, { customer: ada.customer });
    const room = `payment:${id}`;
    const owner = await connectConsole(stack.url, (await stack.signIn('owner')).token, stack.settings.origins.web);
    const shopper = await connect(ada);
    for (const client of [owner, shopper]) await client.send('subscribe', { room });
    await confirm(id);
    await Promise.all([owner.heard('payment:updated'), shopper.heard('own_payment:updated')]);
    expect([typesOf(owner), typesOf(shopper)]).toEqual([
      new Set(['payment:updated']),
      new Set(['own_payment:updated']),
    ]);
    // Who stays goes on hearing when the other has left.
    owner.close();
    await stack.request('POST', `/v1/payments/${id}/refunds`, { body: {} });
    await shopper.heard('own_payment:updated', ({ payload }) => payload.status === 'refunded');
    expect(shopper.sequences(room)).toEqual(shopper.sequences(room).toSorted((a, b) => a - b));
    const isHeard = () => stack.server.io.of(CONSOLE_NAMESPACE).adapter.rooms.has(`shopper:${room}`);
    expect(isHeard()).toBe(true);
    await shopper.send('unsubscribe', { room });
    expect(isHeard()).toBe(false);
    shopper.close();
  });

  it('[SH1] [RM4] is refused every other room', async () => {
    const theirs = await pay(stack, { customer: ben.customer });
    const socket = await connect(ada);
    for (const room of [
      `payment:${theirs.id}`,
      `payment:${newId('payment')}`,
      `user:${ben.userId}`,
      'role:CUSTOMER',
      'role:ADMIN',
      'broadcast',
      `merchant:${stack.merchant.id}:payments`,
      `merchant:${stack.merchant.id}:dashboard`,
      `merchant:${stack.merchant.id}:approvals`,
    ])
      expect(await socket.send('subscribe', { room }), room).toMatchObject({ detail: 'room_not_allowed' });
    socket.close();
  });

  it('[SH3] is out of a payment’s room within a second of the customer being unlinked', async () => {
    const dee = await createShopper(stack, 'dee@shopper.test');
    const second = await createCustomer(stack, dee.email);
    await acceptInvitation(stack, await invite(stack, second));
    const { id } = await pay(stack, { customer: dee.customer });
    const socket = await connect(dee);
    expect(await socket.send('subscribe', { room: `payment:${id}` })).toMatchObject({ type: 'subscribed' });
    await stack.request('POST', `/v1/customers/${dee.customer}/account/remove`);
    stack.clock.advance(1_000);
    await expect
      .poll(async () => (await socket.send('subscribe', { room: `payment:${id}` }))['detail'])
      .toBe('room_not_allowed');
    await expect
      .poll(() => stack.server.io.of(CONSOLE_NAMESPACE).adapter.rooms.has(`shopper:payment:${id}`))
      .toBe(false);
    expect((await get(dee, `/v1/own/payments/${id}`)).status).toBe(404);
    // The account still shows the other customer's.
    expect(await socket.send('ping', {})).toMatchObject({ type: 'pong' });
    await stack.request('POST', `/v1/customers/${second}/account/remove`);
    stack.clock.advance(1_000);
    await socket.gone();
  });
});

interface Refused {
  error: { message: string };
}

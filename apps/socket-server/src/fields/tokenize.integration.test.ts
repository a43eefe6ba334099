import { EventList, newId } from '@fieldfare/protocol';
import type { Customer, PaymentMethod, PaymentMethodList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startBeside } from '../testing/start-beside.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { accountOf, cardOf, TEST_ACCOUNTS, TEST_CARDS } from '../testing/test-cards.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await stack.composed.database.prisma.paymentProfile.update({
    where: { merchantId: stack.merchant.id },
    data: { methods: ['card', 'ach'] },
  });
  // The profile that the server holds is at most half a second old.
  stack.clock.advance(1_000);
});
afterAll(() => stack.close());

const WAIT = { timeout: 20_000, interval: 50 };
const SETUP = { mode: 'setup', amount_minor: undefined };
const newCustomer = async (body: Record<string, unknown> = {}) =>
  (await stack.request('POST', '/v1/customers', { body: { name: 'Ada Shopper', ...body } })).body as Customer;
const methodsOf = async (query: string) =>
  ((await stack.request('GET', `/v1/payment_methods?${query}`)).body as PaymentMethodList).data;

async function opened(session: Record<string, unknown> = SETUP) {
  const open = await stack.openHost(session);
  const save = async (secrets = cardOf(TEST_CARDS.visa) as Parameters<typeof open.client.prepareSaving>[1]) =>
    open.client.send('tokenize_payment_method', await open.client.prepareSaving(open.hosted, secrets));
  return { ...open, save };
}

describe('a setup session', () => {
  it('saves a card for its customer, asks no bank, and is completed by it', async () => {
    const customer = await newCustomer();
    const { client, session, save } = await opened({ ...SETUP, customer: customer.id });
    expect(session).toMatchObject({ kind: 'setup', amount_minor: 0, customer: customer.id });
    const { payment_method: saved } = succeeded(await save());
    expect(saved).toMatchObject({ id: expect.stringMatching(/^pm_/), method: { type: 'card', last4: '4242' } });
    expect(await methodsOf(`customer=${customer.id}`)).toMatchObject([{ id: saved.id, status: 'active' }]);
    expect(await methodsOf(`session=${session.id}`)).toMatchObject([{ id: saved.id }]);
    expect(await stack.request('GET', `/v1/sessions/${session.id}`)).toMatchObject({ body: { status: 'completed' } });
    expect((await stack.request('GET', `/v1/payments?session=${session.id}`)).body).toMatchObject({ data: [] });
    client.close();
  });

  it('saves a bank account', async () => {
    const { client, save } = await opened();
    const { payment_method: saved } = succeeded(await save(accountOf(TEST_ACCOUNTS.settles)));
    expect(saved.method).toMatchObject({ type: 'ach', last4: '6789', bank_name: 'Sandbox Bank' });
    client.close();
  });

  it('takes no payment, and saves one method alone', async () => {
    const { client, hosted, save } = await opened();
    await expect(client.pay(hosted, cardOf(TEST_CARDS.visa))).rejects.toThrow('action_not_available');
    succeeded(await save());
    await expect(save()).rejects.toThrow(/already_paid|session_closed/);
    client.close();
  });

  it('[PP9] answers a repeated request with what the first one saved', async () => {
    const { client, hosted, session } = await opened();
    const request = { ...(await client.prepareSaving(hosted, cardOf(TEST_CARDS.visa))), request_id: newId('request') };
    const first = succeeded(await client.send('tokenize_payment_method', request));
    const again = succeeded(await client.send('tokenize_payment_method', request));
    expect(again.payment_method).toEqual(first.payment_method);
    expect(await methodsOf(`session=${session.id}`)).toHaveLength(1);
    client.close();
  });

  it('[PP9] does so after its challenge has run out, on another server too, and saves nothing under another id', async () => {
    const other = await startBeside(stack, { runsJobs: false });
    const { client, hosted, session } = await opened();
    const request = { ...(await client.prepareSaving(hosted, cardOf(TEST_CARDS.visa))), request_id: newId('request') };
    const first = succeeded(await client.send('tokenize_payment_method', request));
    stack.clock.advance(300_000);
    client.close();
    const resumed = await other.connect({ host_token: hosted.host_token }, { keys: client.keys });
    succeeded(await resumed.host());
    const again = succeeded(await resumed.send('tokenize_payment_method', request));
    expect(again.payment_method).toEqual(first.payment_method);
    expect(await resumed.send('tokenize_payment_method', { ...request, request_id: newId('request') })).toMatchObject({
      type: 'error',
      detail: 'token_expired',
    });
    expect(await methodsOf(`session=${session.id}`)).toHaveLength(1);
    resumed.close();
    await other.close();
  });

  it('is not made with an amount, for an unknown customer, or without a setup by a payment without one', async () => {
    const base = { currency: 'USD', origin: (await stack.createSession()).origin };
    const create = (body: Record<string, unknown>) =>
      stack.request('POST', '/v1/sessions', { body: { ...base, ...body } });
    const refused = (param: string) => ({ status: 422, body: { error: { param } } });
    expect(await create({ mode: 'setup', amount_minor: 100 })).toMatchObject(refused('amount_minor'));
    expect(await create({})).toMatchObject(refused('amount_minor'));
    expect(await create({ mode: 'setup', customer: newId('customer') })).toMatchObject(refused('customer'));
  });
});

describe('a payment session', () => {
  it('saves a method and stays open for its payment, which belongs to the same customer', async () => {
    const customer = await newCustomer();
    const { client, hosted, save } = await opened({ customer: customer.id });
    succeeded(await save());
    const { payment } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.mastercard)));
    expect((await stack.request('GET', `/v1/payments/${payment.id}`)).body).toMatchObject({
      status: 'authorized',
      customer: customer.id,
    });
    client.close();
  });

  it('[PP9] does not save by a challenge for a payment, nor pay by one for saving, nor use either twice', async () => {
    const { client, hosted } = await opened({});
    const paying = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
    const saving = await client.prepareSaving(hosted, cardOf(TEST_CARDS.visa));
    const mismatch = { type: 'error', detail: 'challenge_mismatch' };
    expect(await client.send('tokenize_payment_method', paying)).toMatchObject(mismatch);
    expect(await client.send('process_payment', saving)).toMatchObject(mismatch);
    succeeded(await client.send('tokenize_payment_method', saving));
    expect(await client.send('tokenize_payment_method', saving)).toMatchObject({ detail: 'challenge_replayed' });
    client.close();
  });
});

describe('a saved payment method', () => {
  it('is revoked once: its key is shredded, and what may be shown of it stays', async () => {
    const { client, save } = await opened();
    const { payment_method: saved } = succeeded(await save());
    const revoke = () => stack.request('POST', `/v1/payment_methods/${saved.id}/revoke`, { body: {} });
    const revoked = (await revoke()).body as PaymentMethod;
    expect(revoked).toMatchObject({ status: 'revoked', method: { last4: '4242' } });
    stack.clock.advance(1_000);
    expect((await revoke()).body).toEqual(revoked);
    const { cardToken } = await stack.composed.database.prisma.paymentMethod.findUniqueOrThrow({
      where: { id: saved.id },
    });
    await expect(
      stack.composed.deps.vault.useBankAccount(cardToken, stack.merchant.id, async () => 'lent'),
    ).rejects.toMatchObject({ detail: 'card_revoked' });
    client.close();
  });

  it('is told to its merchant when it is saved and when it is revoked, and nothing of its token', async () => {
    const { client, save } = await opened();
    const { payment_method: saved } = succeeded(await save());
    await stack.request('POST', `/v1/payment_methods/${saved.id}/revoke`, { body: {} });
    const told = await vi.waitFor(async () => {
      const { data } = EventList.parse((await stack.request('GET', '/v1/events?limit=100')).body);
      const mine = data.filter((event) => event.data.id === saved.id);
      expect(mine).toHaveLength(2);
      return mine;
    }, WAIT);
    expect(told.map(({ type }) => type).toSorted()).toEqual(['payment_method.created', 'payment_method.revoked']);
    expect(JSON.stringify(told)).not.toMatch(/tok_|card_token/);
    client.close();
  });

  it('and a customer are changed only by who may, and seen by their own merchant alone', async () => {
    const customer = await newCustomer({ email: 'ada@shop.example', metadata: { tier: 'gold', since: '2020' } });
    const viewer = await stack.signIn('viewer');
    const headers = { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' };
    const path = `/v1/customers/${customer.id}`;
    const asViewer = { token: viewer.token, headers };
    expect(await stack.request('GET', path, asViewer)).toMatchObject({ status: 200 });
    expect(await stack.request('POST', path, { ...asViewer, body: { name: 'Eve' } })).toMatchObject({ status: 403 });
    const updated = await stack.request('POST', path, { body: { name: null, metadata: { since: '', vip: 'yes' } } });
    expect(updated.body).toMatchObject({
      name: null,
      email: 'ada@shop.example',
      metadata: { tier: 'gold', vip: 'yes' },
    });
    expect(await stack.request('GET', '/v1/customers?email=ada%40shop.example')).toMatchObject({
      body: { data: [{ id: customer.id }] },
    });
    expect(await stack.request('GET', `/v1/customers/${newId('customer')}`)).toMatchObject({ status: 404 });
    expect(
      await stack.request('POST', `/v1/payment_methods/${newId('paymentMethod')}/revoke`, { body: {} }),
    ).toMatchObject({
      status: 404,
    });
  });
});

import { EventList, newId, Payment } from '@fieldfare/protocol';
import type { Customer } from '@fieldfare/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { succeeded } from '../../testing/fields-client.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { accountOf, cardOf, TEST_ACCOUNTS, TEST_CARDS } from '../../testing/test-cards.ts';
import { createTestMerchant } from '../../testing/test-merchant.ts';

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

async function save(secrets: ReturnType<typeof cardOf | typeof accountOf>, session: Record<string, unknown> = {}) {
  const { client, hosted } = await stack.openHost({ mode: 'setup', amount_minor: undefined, ...session });
  const saving = await client.prepareSaving(hosted, secrets);
  const { payment_method: saved } = succeeded(await client.send('tokenize_payment_method', saving));
  client.close();
  return saved.id;
}
const saveCard = (number: string = TEST_CARDS.visa, session: Record<string, unknown> = {}) =>
  save(cardOf(number), session);
const charge = (body: Record<string, unknown>, key: string = newId('request'), more: object = {}) =>
  stack.request('POST', '/v1/payments', {
    body: { amount_minor: 4900, currency: 'USD', ...body },
    headers: { 'idempotency-key': key },
    ...more,
  });
const charged = async (body: Record<string, unknown>) => Payment.parse((await charge(body)).body);
const refusal = (status: number, code: string, param: string | null = null) => ({
  status,
  body: { error: { code, param } },
});

describe('POST /v1/payments', () => {
  it('charges a saved card without its shopper: fee, customer, events, ledger and webhooks as for every payment', async () => {
    const customer = (await stack.request('POST', '/v1/customers', { body: { name: 'Ada' } })).body as Customer;
    const payment_method = await saveCard(TEST_CARDS.visa, { customer: customer.id });
    const answer = await charge({
      payment_method,
      capture: 'automatic',
      reference: 'invoice 7',
      metadata: { plan: 'gold' },
    });
    expect(answer.status).toBe(201);
    const payment = Payment.parse(answer.body);
    expect(payment).toMatchObject({
      status: 'captured',
      session: null,
      payment_method,
      customer: customer.id,
      reference: 'invoice 7',
      metadata: { plan: 'gold' },
      amount_minor: 4900,
      fee_minor: 172,
      captured_minor: 4900,
      method: { last4: '4242' },
    });
    expect((await stack.request('GET', `/v1/payments/${payment.id}/events`)).body).toMatchObject({
      data: [
        { type: 'payment.processing', actor: { type: 'api_key' } },
        { type: 'payment.authorized', actor: { type: 'api_key' } },
        { type: 'payment.captured', actor: { type: 'system' } },
      ],
    });
    expect(await stack.request('GET', `/v1/payments?customer=${customer.id}`)).toMatchObject({
      body: { data: [{ id: payment.id }] },
    });
    await vi.waitFor(
      async () => {
        const { data } = EventList.parse((await stack.request('GET', `/v1/events?related=${payment.id}`)).body);
        expect(data.map(({ type }) => type).toSorted()).toEqual(['payment.authorized', 'payment.captured']);
      },
      { timeout: 20_000, interval: 50 },
    );
    const books = await stack.request('GET', '/v1/balance/comparison');
    expect(books.body).toMatchObject({ differences: [], open: 0 });
    const refund = { body: { amount_minor: 900 }, headers: { 'idempotency-key': newId('request') } };
    const refunded = await stack.request('POST', `/v1/payments/${payment.id}/refunds`, refund);
    expect(refunded).toMatchObject({ status: 201, body: { status: 'succeeded' } });
    const again = await stack.request('POST', `/v1/payments/${payment.id}/refunds`, refund);
    expect(again.body).toEqual(refunded.body);
  });

  it('needs an Idempotency-Key, charges once under it, and tells another body', async () => {
    const payment_method = await saveCard();
    const body = { payment_method, amount_minor: 4900, currency: 'USD' };
    expect(await stack.request('POST', '/v1/payments', { body })).toMatchObject(
      refusal(400, 'idempotency_key_required'),
    );
    const key = newId('request');
    const answers = await Promise.all([1, 2, 3].map(() => charge({ payment_method }, key)));
    const made = answers.filter(({ status }) => status === 201).map((answer) => Payment.parse(answer.body).id);
    expect(new Set(made).size).toBe(1);
    const others = answers.filter(({ status }) => status !== 201);
    for (const other of others) expect(other).toMatchObject(refusal(409, 'idempotency_key_in_use'));
    expect(await charge({ payment_method }, key)).toMatchObject({ status: 201, body: { id: made[0] } });
    expect(await charge({ payment_method, amount_minor: 5000 }, key)).toMatchObject(
      refusal(409, 'idempotency_key_reused'),
    );
    expect((await stack.request('GET', '/v1/payments?limit=100')).body).toMatchObject({
      data: expect.toSatisfy(
        (all: Payment[]) => all.filter((one) => one.payment_method === payment_method).length === 1,
      ),
    });
  });

  it('is answered by the payment that it made, also where the key’s row was lost', async () => {
    const payment_method = await saveCard();
    const key = newId('request');
    const { id } = Payment.parse((await charge({ payment_method }, key)).body);
    await stack.composed.database.pool.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    expect(Payment.parse((await charge({ payment_method }, key)).body).id).toBe(id);
    await stack.composed.database.pool.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    await stack.request('POST', `/v1/payment_methods/${payment_method}/revoke`, { body: {} });
    expect(Payment.parse((await charge({ payment_method }, key)).body).id).toBe(id);
    expect(await charge({ payment_method })).toMatchObject(refusal(409, 'payment_method_revoked', 'payment_method'));
  });

  it('answers a decline as a value, and one where the bank wants a challenge until the network knows the card', async () => {
    expect(await charged({ payment_method: await saveCard(TEST_CARDS.declined) })).toMatchObject({
      status: 'declined',
      decline_code: 'card_declined',
    });
    const challenged = await saveCard(TEST_CARDS.challenged);
    expect(await charged({ payment_method: challenged })).toMatchObject({
      status: 'declined',
      decline_code: 'authentication_failed',
    });
  });

  it('names the first authorization to the network from the second on', async () => {
    const payment_method = await saveCard();
    const named = async () =>
      (
        await stack.composed.database.pool.query<{ network_transaction_id: string | null }>(
          'SELECT network_transaction_id FROM payment_methods WHERE id = $1',
          [payment_method],
        )
      ).rows[0]?.network_transaction_id;
    expect(await named()).toBeNull();
    await charged({ payment_method });
    const first = await named();
    expect(first).toMatch(/^net_/);
    await charged({ payment_method });
    expect(await named()).toBe(first);
  });

  it('is kept by the bank from its first charge until it is revoked, by the server’s own jobs', async () => {
    const owner = new pg.Client({ connectionString: stack.database.ownerUrl });
    await owner.connect();
    const kept = async () =>
      (await owner.query('SELECT last4 FROM sandbox.kept_cards WHERE last4 = $1', ['8210'])).rows;
    const payment_method = await saveCard('4539000000018210');
    await charged({ payment_method });
    const soon = { timeout: 20_000, interval: 100 };
    await vi.waitFor(async () => expect(await kept()).toHaveLength(1), soon);
    await vi.waitFor(
      async () =>
        expect((await owner.query("SELECT 1 FROM card_keepings WHERE state = 'kept'")).rows.length).toBeGreaterThan(0),
      soon,
    );
    expect(await charged({ payment_method })).toMatchObject({ status: 'authorized', method: { last4: '8210' } });
    await stack.request('POST', `/v1/payment_methods/${payment_method}/revoke`, { body: {} });
    await vi.waitFor(async () => expect(await kept()).toEqual([]), soon);
    await owner.end();
  });

  it('is unknown where the bank does not answer, and found out', async () => {
    const payment = await charged({ payment_method: await saveCard(TEST_CARDS.timesOut), capture: 'automatic' });
    expect(payment.status).toBe('unknown');
    stack.clock.advance(5_000);
    await vi.waitFor(
      async () =>
        expect((await stack.request('GET', `/v1/payments/${payment.id}`)).body).toMatchObject({ status: 'captured' }),
      { timeout: 20_000, interval: 100 },
    );
  });

  it('is weighed once among the declines of the merchant, also where the bank’s answer came late', async () => {
    const note = vi.spyOn(stack.composed.deps.watch.rates, 'note');
    const noted = (isFailed: boolean) =>
      note.mock.calls.filter(
        ([name, by, failed]) => name === 'declines' && by === stack.merchant.id && failed === isFailed,
      ).length;
    await charged({ payment_method: await saveCard(TEST_CARDS.insufficientFunds) });
    expect([noted(true), noted(false)]).toEqual([1, 0]);
    await charged({ payment_method: await saveCard(), capture: 'automatic' });
    expect([noted(true), noted(false)]).toEqual([1, 1]);
    expect(await charged({ payment_method: await saveCard(TEST_CARDS.timesOut) })).toMatchObject({ status: 'unknown' });
    expect([noted(true), noted(false)]).toEqual([1, 1]);
    stack.clock.advance(5_000);
    await vi.waitFor(() => expect([noted(true), noted(false)]).toEqual([1, 2]), { timeout: 20_000, interval: 50 });
    await charged({ payment_method: await save(accountOf(TEST_ACCOUNTS.settles)) });
    expect([noted(true), noted(false)]).toEqual([1, 2]);
    note.mockRestore();
  });

  it('debits a saved bank account once it is confirmed', async () => {
    const payment = await charged({ payment_method: await save(accountOf(TEST_ACCOUNTS.settles)) });
    expect(payment).toMatchObject({ status: 'authorized', processor_reference: null, method: { type: 'ach' } });
    const confirmed = await stack.request('POST', `/v1/payments/${payment.id}/confirm`, { body: {} });
    expect(confirmed.body).toMatchObject({ status: 'pending' });
  });

  it('is refused for what is not there, not one’s own, not allowed, or asked by who may not', async () => {
    const payment_method = await saveCard();
    const other = await createTestMerchant(stack.composed, 'Other');
    expect(await charge({ payment_method: newId('paymentMethod') })).toMatchObject(
      refusal(404, 'payment_method_not_found', 'payment_method'),
    );
    expect(await charge({ payment_method }, newId('request'), { token: other.secret })).toMatchObject(
      refusal(404, 'payment_method_not_found', 'payment_method'),
    );
    expect(await charge({ payment_method, customer: newId('customer') })).toMatchObject(
      refusal(422, 'customer_not_found', 'customer'),
    );
    expect(await charge({ payment_method, currency: 'XTS' })).toMatchObject(
      refusal(422, 'parameter_invalid', 'currency'),
    );
    const publishable = { token: stack.merchant.publishable };
    expect((await charge({ payment_method }, newId('request'), publishable)).status).toBe(403);
    const viewer = await asUser(stack, 'viewer');
    const headers = { ...viewer.headers, 'idempotency-key': newId('request') };
    const asViewer = { ...viewer, headers, body: { payment_method, amount_minor: 4900, currency: 'USD' } };
    expect(await stack.request('POST', '/v1/payments', asViewer)).toMatchObject(refusal(403, 'missing_permission'));
  });
});

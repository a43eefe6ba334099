import { Payment, PaymentEventList, PaymentList, PaymentSummary } from '@fieldfare/protocol';
import type { Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { succeeded } from '../../testing/fields-client.ts';
import { pay } from '../../testing/pay.ts';
import { asUser } from '../../testing/as-user.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../../testing/test-cards.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

const error = (type: string, code: string, param: string | null = null) => ({ error: { type, code, param } });

describe('payments', () => {
  it('in doubt are canceled by what waits for them: asked once, told at once, and carried out when they are found', async () => {
    const { id, status } = await pay(stack, { capture: 'automatic' }, TEST_CARDS.timesOut);
    expect(status).toBe('unknown');
    const cancel = (key: string) =>
      stack.request('POST', `/v1/payments/${id}/cancel`, { body: {}, headers: { 'idempotency-key': `${key}-${id}` } });
    // Before the first look at the bank's books, which comes after two seconds.
    const asked = await cancel('first');
    expect(asked).toMatchObject({
      status: 200,
      body: { status: 'unknown', pending_operation: { type: 'void', state: 'in_flight' } },
    });
    expect(await cancel('first')).toMatchObject({ status: 200, body: asked.body });
    expect(await cancel('second')).toMatchObject({ status: 409, body: error('conflict', 'operation_in_flight') });
    expect(await stack.request('POST', `/v1/payments/${id}/confirm`)).toMatchObject({ status: 409 });
    stack.clock.advance(3_000);
    await vi.waitFor(
      async () => expect((await stack.request('GET', `/v1/payments/${id}`)).body).toMatchObject({ status: 'canceled' }),
      { timeout: 20_000, interval: 100 },
    );
    const { data } = PaymentEventList.parse((await stack.request('GET', `/v1/payments/${id}/events`)).body);
    expect(data.map(({ type }) => type)).toEqual([
      'payment.processing',
      'payment.unknown',
      'payment.cancel_started',
      'payment.authorized',
      'payment.canceled',
    ]);
    expect(data.at(-1)?.actor).toMatchObject({ type: 'api_key' });
    expect((await stack.request('GET', `/v1/payments/${id}`)).body).toMatchObject({
      pending_operation: null,
      captured_minor: 0,
    });
  });

  it('are confirmed, less than all of it too, then returned in parts', async () => {
    const { id } = await pay(stack);
    const confirmed = await stack.request('POST', `/v1/payments/${id}/confirm`, { body: { amount_minor: 4000 } });
    expect(Payment.parse(confirmed.body)).toMatchObject({ status: 'captured', captured_minor: 4000 });
    const refund = (body: object) => stack.request('POST', `/v1/payments/${id}/refunds`, { body });
    const now = async () => (await stack.request('GET', `/v1/payments/${id}`)).body;
    expect(await refund({ amount_minor: 1500, reason: 'one came broken' })).toMatchObject({
      status: 201,
      body: { object: 'refund', payment: id, amount_minor: 1500, status: 'succeeded', reason: 'one came broken' },
    });
    expect(await now()).toMatchObject({ status: 'partially_refunded', refunded_minor: 1500 });
    expect(await refund({ amount_minor: 2501 })).toMatchObject({
      status: 422,
      body: error('validation_error', 'amount_too_large', 'amount_minor'),
    });
    expect((await refund({})).body).toMatchObject({ amount_minor: 2500, status: 'succeeded' });
    expect(await now()).toMatchObject({ status: 'refunded', refunded_minor: 4000 });
    expect(await refund({})).toMatchObject({ status: 409, body: error('conflict', 'payment_status_conflict') });
  });

  it('are canceled, and then not confirmed', async () => {
    const { id } = await pay(stack);
    expect((await stack.request('POST', `/v1/payments/${id}/cancel`)).body).toMatchObject({ status: 'canceled' });
    expect(await stack.request('POST', `/v1/payments/${id}/confirm`)).toMatchObject({
      status: 409,
      body: error('conflict', 'payment_status_conflict'),
    });
  });

  it('that changed since the caller looked are not moved', async () => {
    const { id, version } = await pay(stack);
    const body = { expected_version: version - 1 };
    expect(await stack.request('POST', `/v1/payments/${id}/confirm`, { body })).toMatchObject({
      status: 409,
      body: error('conflict', 'payment_changed'),
    });
    expect(
      (await stack.request('POST', `/v1/payments/${id}/confirm`, { body: { expected_version: version } })).status,
    ).toBe(200);
  });

  it('of a page-made session are confirmed by a key only for the total that it states', async () => {
    const body = { amount_minor: 100, currency: 'USD', origin: SHOP_ORIGIN };
    const headers = { origin: SHOP_ORIGIN };
    const made = await stack.request('POST', '/v1/sessions', { token: stack.merchant.publishable, body, headers });
    const client = await stack.connect({ pt_token: (made.body as Session).pt_token });
    const { payment } = succeeded(await client.pay(succeeded(await client.host()), cardOf(TEST_CARDS.visa)));
    const confirm = (stated: object) => stack.request('POST', `/v1/payments/${payment.id}/confirm`, { body: stated });
    const total = 'expected_total_minor';
    expect(await confirm({})).toMatchObject({
      status: 422,
      body: error('validation_error', 'expected_total_required', total),
    });
    const mismatch = (param: string) => ({ status: 409, body: error('conflict', 'expected_total_mismatch', param) });
    expect(await confirm({ expected_total_minor: 4900, currency: 'USD' })).toMatchObject(mismatch(total));
    expect(await confirm({ expected_total_minor: 100, currency: 'EUR' })).toMatchObject(mismatch('currency'));
    const stated = await confirm({ expected_total_minor: 100, currency: 'USD' });
    expect(stated.body).toMatchObject({ status: 'captured' });
  });

  it('name who moved them in the timeline', async () => {
    const { id } = await pay(stack);
    await stack.request('POST', `/v1/payments/${id}/confirm`, await asUser(stack, 'owner'));
    const events = (await stack.request('GET', `/v1/payments/${id}/events`)).body;
    expect(events).toMatchObject({
      object: 'list',
      has_more: false,
      data: [
        { type: 'payment.processing', actor: { type: 'shopper' } },
        { type: 'payment.authorized', actor: { type: 'shopper' } },
        { type: 'payment.capture_started', actor: { type: 'user', name: stack.merchant.email('owner') } },
        { type: 'payment.captured', actor: { type: 'user', name: stack.merchant.email('owner') } },
      ],
    });
  });

  it('are summarized in the currency that the merchant sells in, or in the one that is named', async () => {
    const merchant = await createTestMerchant(stack.composed, 'Euro seller');
    for (const currency of ['EUR', 'EUR', 'JPY']) {
      const session = await stack.createSession({ amount_minor: 4_900, currency }, merchant.secret);
      const client = await stack.connect({ pt_token: session.pt_token });
      succeeded(await client.pay(succeeded(await client.host()), cardOf(TEST_CARDS.visa)));
      client.close();
    }
    const summary = async (query: string) =>
      PaymentSummary.parse(
        (await stack.request('GET', `/v1/payments/summary${query}`, { token: merchant.secret })).body,
      );
    expect(await summary('')).toMatchObject({
      currency: 'EUR',
      currencies: ['EUR', 'JPY'],
      days: [{ attempts: 2, volume_minor: 9800 }],
      counts: { authorized: 3 },
    });
    expect(await summary('?currency=JPY')).toMatchObject({
      currency: 'JPY',
      days: [{ attempts: 1, volume_minor: 4900 }],
    });
    expect(await summary('?currency=CHF')).toMatchObject({ currency: 'CHF', days: [], currencies: ['EUR', 'JPY'] });
  });

  it('are listed by pages and filters', async () => {
    const merchant = await createTestMerchant(stack.composed, 'Lister');
    const list = async (query: string) =>
      PaymentList.parse((await stack.request('GET', `/v1/payments?${query}`, { token: merchant.secret })).body);
    const made: string[] = [];
    for (const number of [TEST_CARDS.visa, TEST_CARDS.declined, TEST_CARDS.mastercard]) {
      const body = { reference: `L-${made.length}`, metadata: { place: `${made.length}` } };
      const session = await stack.createSession(body, merchant.secret);
      const client = await stack.connect({ pt_token: session.pt_token });
      made.unshift(succeeded(await client.pay(succeeded(await client.host()), cardOf(number))).payment.id);
      client.close();
    }
    const ids = async (query: string) => (await list(query)).data.map((payment) => payment.id);
    expect(await ids('')).toEqual(made);
    expect(await list('limit=2')).toMatchObject({ has_more: true });
    expect(await ids(`limit=2&starting_after=${made[1]}`)).toEqual([made[2]]);
    expect(await ids(`limit=2&ending_before=${made[2]}`)).toEqual([made[0], made[1]]);
    expect(await ids('status=declined')).toEqual([made[1]]);
    expect(await ids('status=authorized,declined')).toEqual(made);
    expect(await ids('status=authorized&status=declined')).toEqual(made);
    expect(await ids('reference=L-0')).toEqual([made[2]]);
    expect(await ids('metadata[place]=1')).toEqual([made[1]]);
    expect(await ids('metadata[place]=1&status=authorized')).toEqual([]);
    expect(await ids('brand=mastercard')).toEqual([made[0]]);
    expect(await ids('last4=4242')).toEqual([made[2]]);
    expect(await ids('method=card&currency=USD&amount_min=4900&amount_max=4900')).toEqual(made);
    expect(await ids('method=ach')).toEqual([]);
    expect(await ids(`created_to=${new Date(0).toISOString()}`)).toEqual([]);
    expect(await ids(`created_from=${new Date(0).toISOString()}`)).toEqual(made);
    const [first] = (await list('')).data;
    const spoken = first?.record_number.toLowerCase().replaceAll('-', ' ') ?? '';
    expect(await ids(`record_number=${encodeURIComponent(spoken)}`)).toEqual([made[0]]);
    expect(await ids('record_number=nonsense')).toEqual([]);
    const both = `starting_after=${made[0]}&ending_before=${made[2]}`;
    const answers = await Promise.all(
      [
        'limit=0',
        'limit=101',
        'colour=red',
        'status=lost',
        'last4=42',
        'metadata=x',
        'metadata[__proto__]=b',
        both,
      ].map((query) => stack.request('GET', `/v1/payments?${query}`, { token: merchant.secret })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([422, 422, 422, 422, 422, 422, 422, 422]);
    const summary = (await stack.request('GET', '/v1/payments/summary?days=7', { token: merchant.secret })).body;
    expect(summary as PaymentSummary).toMatchObject({
      currency: 'USD',
      days: [{ attempts: 3, approved: 2, volume_minor: 9800 }],
      currencies: ['USD'],
      counts: { authorized: 2, declined: 1, captured: 0 },
    });
  });
});

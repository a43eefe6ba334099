import { reconcileAttempts } from '@fieldfare/payments';
import type { Payment, PaymentEventList, Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { sealCard } from '../testing/seal-card.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});

afterAll(async () => {
  await stack.close();
});

const get = async <T>(path: string) => (await stack.request('GET', path)).body as T;
const countPayments = async (session: Session) =>
  (await get<{ data: Payment[] }>(`/v1/payments?session=${session.id}`)).data.length;

it('[PP1] takes a card from a PT token to an authorized payment, every step of it recorded', async () => {
  const { session, client, hosted } = await stack.openHost({ reference: 'order-1', metadata: { cart: 'c-9' } });
  const payload = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
  const result = succeeded(await client.send('process_payment', { ...payload, metadata: { gift: 'yes' } }));
  expect(result).toMatchObject({
    type: 'payment_result',
    payment: {
      status: 'authorized',
      authorized_minor: 4900,
      captured_minor: 0,
      method: { brand: 'visa', last4: '4242' },
    },
  });
  const payment = await get<Payment>(`/v1/payments/${result.payment.id}`);
  expect(payment).toMatchObject({
    status: 'authorized',
    reference: 'order-1',
    session: session.id,
    metadata: { cart: 'c-9', gift: 'yes' },
    record_number: result.payment.record_number,
    fee_minor: 172,
  });
  const { data } = await get<PaymentEventList>(`/v1/payments/${payment.id}/events`);
  expect(data.map((event) => event.type)).toEqual(['payment.processing', 'payment.authorized']);
  expect(await get<Session>(`/v1/sessions/${session.id}`)).toMatchObject({
    status: 'completed',
    payment: { id: payment.id },
  });
});

it('[PP10] lets a page add metadata, replace none of what the merchant’s server set, and have no more than twenty keys', async () => {
  const { client, hosted } = await stack.openHost({ metadata: { order: 'A-1' } });
  const tooMany = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, 'x']));
  const first = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
  expect(await client.send('process_payment', { ...first, metadata: tooMany })).toMatchObject({
    code: 'validation_error',
    detail: 'parameter_invalid',
  });
  const metadata = { order: 'A-999', gift: 'yes' };
  const result = succeeded(await client.send('process_payment', { ...first, metadata }));
  expect(await get<Payment>(`/v1/payments/${result.payment.id}`)).toMatchObject({
    metadata: { order: 'A-1', gift: 'yes' },
  });
});

describe('a declined card', () => {
  it.each([
    [TEST_CARDS.declined, 'card_declined'],
    [TEST_CARDS.insufficientFunds, 'insufficient_funds'],
    [TEST_CARDS.expired, 'expired_card'],
    [TEST_CARDS.wrongCode, 'incorrect_cvc'],
    [TEST_CARDS.processingError, 'processing_error'],
  ])('%s is a value, not an error: %s', async (number, declineCode) => {
    const { client, hosted } = await stack.openHost();
    const { payment } = succeeded(await client.pay(hosted, cardOf(number)));
    expect(payment).toMatchObject({ status: 'declined', decline_code: declineCode, authorized_minor: 0 });
  });

  it('[PP1] leaves the session open for another try', async () => {
    const { session, client, hosted } = await stack.openHost();
    expect(succeeded(await client.pay(hosted, cardOf(TEST_CARDS.declined))).payment.status).toBe('declined');
    expect(succeeded(await client.pay(hosted, cardOf(TEST_CARDS.mastercard))).payment).toMatchObject({
      status: 'authorized',
      method: { brand: 'mastercard' },
    });
    expect(await countPayments(session)).toBe(2);
  });
});

it('captures at once where the session says so', async () => {
  const { client, hosted } = await stack.openHost({ capture: 'automatic' });
  const { payment } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
  expect(payment).toMatchObject({ status: 'captured', captured_minor: 4900 });
});

it('[PP2] refuses a second payment of a paid session, before and after its challenge', async () => {
  const { session, client, hosted } = await stack.openHost();
  const [first, second] = await Promise.all([
    client.preparePayment(hosted, cardOf(TEST_CARDS.visa)),
    client.preparePayment(hosted, cardOf(TEST_CARDS.visa)),
  ]);
  expect(await client.send('process_payment', first)).toMatchObject({ type: 'payment_result' });
  expect(await client.send('process_payment', second)).toMatchObject({ code: 'conflict', detail: 'already_paid' });
  await expect(client.preparePayment(hosted, cardOf(TEST_CARDS.visa))).rejects.toThrow('already_paid');
  expect(await countPayments(session)).toBe(1);
});

it('[CH3] refuses a replayed challenge', async () => {
  const { session, client, hosted } = await stack.openHost();
  const payload = await client.preparePayment(hosted, cardOf(TEST_CARDS.declined));
  expect(await client.send('process_payment', payload)).toMatchObject({ payment: { status: 'declined' } });
  expect(await client.send('process_payment', payload)).toMatchObject({
    code: 'permission_denied',
    detail: 'challenge_replayed',
  });
  expect(await countPayments(session)).toBe(1);
});

it('[CH5] refuses a challenge that has run out, begins nothing by it, and takes the next one', async () => {
  const { session, client, hosted } = await stack.openHost();
  const late = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
  stack.clock.advance(126_000);
  expect(await client.send('process_payment', late)).toMatchObject({
    code: 'authentication_error',
    detail: 'token_expired',
  });
  expect(await countPayments(session)).toBe(0);
  expect(await client.pay(hosted, cardOf(TEST_CARDS.visa))).toMatchObject({ payment: { status: 'authorized' } });
});

it('[CH5] a challenge lives no longer than its session', async () => {
  const expires_at = new Date(stack.clock.now().getTime() + 60_000).toISOString();
  const { client, hosted } = await stack.openHost({ expires_at });
  const { amount_minor, total_minor, currency } = hosted.session;
  const shown = { action: 'process_payment', method: 'card', amount_minor, total_minor, currency } as const;
  const challenge = succeeded(await client.send('host:challengeToken', shown));
  expect(Date.parse(challenge.expires_at)).toBeLessThanOrEqual(Date.parse(expires_at));
  client.close();
});

it('counts what became of asking to pay, and how long that took without the bank', async () => {
  const { paymentVerifications, paymentVerificationDuration } = stack.composed.deps.metrics;
  paymentVerifications.reset();
  paymentVerificationDuration.reset();
  const { client, hosted } = await stack.openHost();
  const replayed = await client.preparePayment(hosted, cardOf(TEST_CARDS.declined));
  for (let i = 0; i < 2; i++) await client.send('process_payment', replayed);
  const late = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
  await client.send('process_payment', { ...late, card: replayed.card });
  stack.clock.advance(126_000);
  await client.send('process_payment', late);
  const counted = (await paymentVerifications.get()).values.map(({ labels, value }) => [labels.status, value]);
  expect(Object.fromEntries(counted)).toEqual({ success: 1, replay: 1, failure: 1, expired: 1 });
  const times = (await paymentVerificationDuration.get()).values;
  const of = (name: string) => times.find(({ metricName }) => metricName?.endsWith(name))?.value ?? -1;
  expect(of('_count')).toBe(4);
  expect(of('_sum')).toBeGreaterThan(0);
});

it('[CH4] refuses a challenge of another session, and a card sealed for another challenge, session or amount', async () => {
  const mine = await stack.openHost();
  const other = await stack.openHost();
  const foreign = await other.client.preparePayment(other.hosted, cardOf(TEST_CARDS.visa));
  expect(await mine.client.send('process_payment', foreign)).toMatchObject({ detail: 'challenge_mismatch' });

  const { challenge_token, card } = await mine.client.preparePayment(mine.hosted, cardOf(TEST_CARDS.visa));
  expect(await mine.client.send('process_payment', { challenge_token, card: foreign.card })).toMatchObject({
    code: 'invalid_request',
    detail: 'card_payload_refused',
  });
  const { session } = mine.hosted;
  const { privateKey } = mine.client.keys.signing;
  const cheaper = await sealCard(mine.hosted.payload_key, privateKey, cardOf(TEST_CARDS.visa), {
    challenge: 'chal_00000000000000000000000000',
    session: session.id,
    merchantUid: session.merchant_uid,
    amountMinor: 1,
    totalMinor: 1,
    currency: 'USD',
  });
  expect(await mine.client.send('process_payment', { challenge_token, card: cheaper })).toMatchObject({
    detail: 'card_payload_refused',
  });
  // A refused card spends nothing: the shopper's own one still pays.
  expect(await mine.client.send('process_payment', { challenge_token, card })).toMatchObject({
    type: 'payment_result',
  });
});

it('[CH2] refuses a challenge for another amount than the session has', async () => {
  const { client } = await stack.openHost();
  const asked = {
    action: 'process_payment',
    method: 'card',
    amount_minor: 4900,
    total_minor: 4900,
    currency: 'USD',
  } as const;
  for (const change of [{ amount_minor: 1 }, { total_minor: 1 }, { currency: 'EUR' as const }]) {
    expect(await client.send('host:challengeToken', { ...asked, ...change })).toMatchObject({
      code: 'conflict',
      detail: 'amount_changed',
    });
  }
});

it('tells the shopper what is wrong with a card that is no card', async () => {
  const { session, client, hosted } = await stack.openHost();
  const invalid = { type: 'error', code: 'validation_error' };
  expect(await client.pay(hosted, cardOf('4242424242424241'))).toMatchObject(invalid);
  expect(await client.pay(hosted, { ...cardOf(TEST_CARDS.visa), exp_year: 2020 })).toMatchObject(invalid);
  expect(await countPayments(session)).toBe(0);
});

it('[PP4] says unknown where the bank gave no answer, refuses another try, and finds out by reconciliation', async () => {
  const { client, hosted } = await stack.openHost();
  const { payment } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.timesOut)));
  expect(payment.status).toBe('unknown');
  await expect(client.preparePayment(hosted, cardOf(TEST_CARDS.visa))).rejects.toThrow('payment_in_doubt');
  stack.clock.advance(5_000);
  await reconcileAttempts(stack.composed.deps);
  const update = await client.heard('payment:updated', ({ status }) => status === 'authorized');
  expect(update).toMatchObject({ id: payment.id, authorized_minor: 4900 });
});

describe('what the page may do', () => {
  it('[PP6] is nothing unless the merchant said so', async () => {
    const { client, hosted } = await stack.openHost();
    await client.pay(hosted, cardOf(TEST_CARDS.visa));
    const refused = { code: 'permission_denied', detail: 'page_may_not' };
    expect(await client.send('confirm_payment', {})).toMatchObject(refused);
    expect(await client.send('cancel_payment', {})).toMatchObject(refused);
  });

  it('[PP6] is to confirm, also less', async () => {
    const { client, hosted } = await stack.openHost({ page_may: ['confirm'] });
    expect(await client.send('confirm_payment', {})).toMatchObject({ detail: 'no_payment' });
    await client.pay(hosted, cardOf(TEST_CARDS.visa));
    expect(await client.send('confirm_payment', { amount_minor: 4901 })).toMatchObject({ detail: 'amount_too_large' });
    const request_id = 'req_confirm_1';
    const confirmed = await client.send('confirm_payment', { amount_minor: 900, request_id });
    expect(confirmed).toMatchObject({ payment: { status: 'captured', captured_minor: 900 } });
    expect(await client.send('confirm_payment', { amount_minor: 900, request_id })).toEqual(confirmed);
    expect(await client.send('cancel_payment', {})).toMatchObject({ detail: 'page_may_not' });
  });

  it('[PP6] is to cancel', async () => {
    const { client, hosted } = await stack.openHost({ page_may: ['cancel'] });
    await client.pay(hosted, cardOf(TEST_CARDS.visa));
    expect(await client.send('cancel_payment', {})).toMatchObject({ payment: { status: 'canceled' } });
  });

  it('[PP6] is to cancel what nobody knows the outcome of: it waits, and what is found is let go', async () => {
    const { client, hosted } = await stack.openHost({ page_may: ['cancel'], capture: 'automatic' });
    await client.pay(hosted, cardOf(TEST_CARDS.timesOut));
    const request_id = 'req_cancel_in_doubt';
    const waiting = await client.send('cancel_payment', { request_id });
    expect(waiting).toMatchObject({ payment: { status: 'unknown', pending_operation: { type: 'void' } } });
    expect(await client.send('cancel_payment', {})).toMatchObject({ detail: 'operation_in_flight' });
    stack.clock.advance(5_000);
    await reconcileAttempts(stack.composed.deps);
    const canceled = await client.heard('payment:updated', ({ status }) => status === 'canceled');
    expect(canceled).toMatchObject({ captured_minor: 0, pending_operation: null });
  });
});

it('[PP7] tells the page live what becomes of its payment', async () => {
  const { client, hosted } = await stack.openHost();
  const { payment } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
  await stack.request('POST', `/v1/payments/${payment.id}/confirm`, { body: { amount_minor: 4000 } });
  const update = await client.heard('payment:updated', ({ status }) => status === 'captured');
  expect(update).toEqual({
    id: payment.id,
    status: 'captured',
    pending_operation: null,
    amount_minor: 4900,
    fee_minor: 172,
    total_minor: 4900,
    authorized_minor: 4900,
    captured_minor: 4000,
    refunded_minor: 0,
    currency: 'USD',
    method: payment.method,
    decline_code: null,
    version: payment.version + 2,
  });
  expect(await client.send('payment_status', {})).toMatchObject({ session: { payment: { status: 'captured' } } });
});

import { reconcileAttempts } from '@fieldfare/payments';
import type { BraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import type { StripeServer } from '@fieldfare/processors/testing/stripe-server';
import { Balance, DisputeList, newId, Payment, RefundList } from '@fieldfare/protocol';
import type { ProcessorAccount } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpDatabase } from '../../testing/dump-database.ts';
import { pay } from '../../testing/pay.ts';
import { startProcessorStack } from '../../testing/start-processor-stack.ts';
import type { ProcessorStack } from '../../testing/start-processor-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { TEST_CARDS } from '../../testing/test-cards.ts';

const key = () => newId('apiKey').slice(4);
/** The servers of both approve it and answer nothing. */
const UNANSWERED = '5555555555554444';

let stripe: StripeServer;
let braintree: BraintreeServer;
let stack: TestStack;
let braintreeAccount: ProcessorAccount;
let SECRET_KEY: string;
let SIGNING_SECRET: string;
let add: ProcessorStack['add'];
let change: ProcessorStack['change'];
let deliver: ProcessorStack['deliver'];
let close: ProcessorStack['close'];

beforeAll(async () => {
  const started = await startProcessorStack();
  ({ stripe, braintree, stack, braintreeAccount, add, change, deliver, close } = started);
  ({ secretKey: SECRET_KEY, signingSecret: SIGNING_SECRET } = started);
});
afterAll(() => close());

const received = { status: 200, body: { object: 'processor_webhook_receipt', received: true } };
const told = (type: string, object: unknown, secret = SIGNING_SECRET) => stripe.webhook(type, object, secret);

const paymentOf = async (id: string) => Payment.parse((await stack.request('GET', `/v1/payments/${id}`)).body);
const captured = async (session: Record<string, unknown> = {}) => {
  const { id } = await pay(stack, session);
  await stack.request('POST', `/v1/payments/${id}/confirm`, { body: {} });
  return paymentOf(id);
};
const balances = async () => Balance.parse((await stack.request('GET', '/v1/balance')).body).balances;
const disputesOf = async (id: string) =>
  DisputeList.parse((await stack.request('GET', `/v1/disputes?payment=${id}`)).body).data;
const refundsOf = async (id: string) =>
  RefundList.parse((await stack.request('GET', `/v1/refunds?payment=${id}`)).body).data;
const intentOf = (payment: Payment) => stripe.books.intent(payment.processor_reference ?? '');

/** Looks often enough that the next look is far away. */
async function inDoubtForLong(session: Record<string, unknown> = {}): Promise<string> {
  // What earlier webhooks want looked at is looked at before.
  await reconcileAttempts(stack.composed.deps);
  const { id, status } = await pay(stack, session, UNANSWERED);
  expect(status).toBe('unknown');
  await stack.composed.database.pool.query(
    "UPDATE attempts SET check_after = $2::timestamptz + interval '15 minutes' WHERE payment_id = $1",
    [id, stack.clock.now()],
  );
  expect(await reconcileAttempts(stack.composed.deps)).toMatchObject({ looked: 0 });
  return id;
}

describe('a webhook of a merchant’s processor', () => {
  it('has a payment in doubt looked up at once, and decides nothing itself', async () => {
    const id = await inDoubtForLong();
    const [intent] = stripe.books.intents(0, Number.MAX_SAFE_INTEGER);
    // Whatever it says of the payment, only the look-up counts.
    const lie = { ...intent, status: 'canceled', amount_capturable: 0 };
    expect(await deliver(told('payment_intent.canceled', lie))).toEqual(received);
    expect((await paymentOf(id)).status).toBe('unknown');
    expect(await reconcileAttempts(stack.composed.deps)).toMatchObject({ looked: 1, resolved: 1 });
    expect(await paymentOf(id)).toMatchObject({ status: 'authorized', authorized_minor: 4_900 });
    expect(await deliver(told('payment_intent.canceled', lie))).toEqual(received);
    expect((await paymentOf(id)).status).toBe('authorized');
  });

  it('opens and decides disputes by what the processor’s books say then, once, in whatever order it comes', async () => {
    const payment = await captured();
    const [before] = await balances();
    const dispute = stripe.books.openDispute(intentOf(payment).id);
    const opened = told('charge.dispute.created', { ...dispute });
    expect(await Promise.all([deliver(opened), deliver(opened)])).toEqual([received, received]);
    expect(await disputesOf(payment.id)).toMatchObject([{ status: 'needs_response', amount_minor: 4_900 }]);
    expect((await balances())[0]).toMatchObject({ held_minor: (before?.held_minor ?? 0) + 4_900 });
    dispute.status = 'won';
    // The decision is read although the news of it was lost and an old event came again.
    expect(await deliver(opened)).toEqual(received);
    expect(await disputesOf(payment.id)).toMatchObject([{ status: 'won' }]);
    expect((await balances())[0]).toEqual(before);
    dispute.status = 'lost';
    expect(await deliver(told('charge.dispute.closed', { ...dispute }))).toEqual(received);
    expect(await disputesOf(payment.id)).toMatchObject([{ status: 'won' }]);
  });

  it('records warnings and inquiries, which take no money, and every step of what becomes of them', async () => {
    const payment = await captured();
    const before = (await balances())[0];
    const heldMinor = async () => ((await balances())[0]?.held_minor ?? 0) - (before?.held_minor ?? 0);
    const intent = intentOf(payment).id;
    const warning = stripe.books.warnOfFraud(intent);
    const warned = told('radar.early_fraud_warning.created', { ...warning });
    expect(await Promise.all([deliver(warned), deliver(warned)])).toEqual([received, received]);
    const reported = { status: 'early_warning', amount_minor: 4_900, reason: 'card_never_received' };
    expect(await disputesOf(payment.id)).toMatchObject([reported]);

    const dispute = stripe.books.openDispute(intent, 'warning_needs_response');
    const statuses: unknown[] = [];
    for (const status of ['warning_needs_response', 'warning_under_review', 'needs_response', 'under_review', 'won']) {
      dispute.status = status;
      expect(await deliver(told('charge.dispute.updated', { ...dispute }))).toEqual(received);
      const [latest] = await disputesOf(payment.id);
      statuses.push([latest?.status, await heldMinor(), (await paymentOf(payment.id)).disputed]);
    }
    expect(statuses).toEqual([
      ['inquiry', 0, false],
      ['inquiry', 0, false],
      ['needs_response', 4_900, true],
      ['under_review', 4_900, true],
      ['won', 0, false],
    ]);
    expect((await balances())[0]).toEqual(before);
    const closed = stripe.books.openDispute(intent, 'warning_needs_response');
    for (const status of ['warning_needs_response', 'warning_closed', 'needs_response']) {
      closed.status = status;
      await deliver(told('charge.dispute.updated', { ...closed }));
    }
    expect((await disputesOf(payment.id))[0]).toMatchObject({ status: 'inquiry_closed' });
    expect((await balances())[0]).toEqual(before);
    const { rows } = await stack.composed.database.pool.query<{ type: string }>(
      "SELECT type FROM outbox WHERE payment_id = $1 AND type LIKE 'dispute.%' ORDER BY id",
      [payment.id],
    );
    expect(rows.map(({ type }) => type.slice('dispute.'.length))).toEqual([
      'created',
      'created',
      'updated',
      'updated',
      'won',
      'created',
      'updated',
    ]);
  });

  it('takes a refund back that the bank could not carry out, in the books too, and tells the merchant', async () => {
    const payment = await captured();
    const before = await balances();
    await stack.request('POST', `/v1/payments/${payment.id}/refunds`, { body: { amount_minor: 1_000 } });
    await stack.request('POST', `/v1/payments/${payment.id}/refunds`, { body: {} });
    expect((await paymentOf(payment.id)).status).toBe('refunded');
    const [rest, part] = stripe.books.refundsOf(intentOf(payment).id);
    const early = told('refund.failed', { ...rest, status: 'failed' });
    expect(await deliver(early)).toEqual(received);
    expect((await paymentOf(payment.id)).status).toBe('refunded');

    stripe.books.failRefund(rest?.id ?? '');
    expect(await Promise.all([deliver(early), deliver(early)])).toEqual([received, received]);
    expect(await paymentOf(payment.id)).toMatchObject({ status: 'partially_refunded', refunded_minor: 1_000 });
    stripe.books.failRefund(part?.id ?? '');
    expect(await deliver(told('charge.refund.updated', { ...part }))).toEqual(received);
    expect(await paymentOf(payment.id)).toMatchObject({ status: 'captured', refunded_minor: 0 });
    expect((await refundsOf(payment.id)).map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(await balances()).toEqual(before);
    const again = await stack.request('POST', `/v1/payments/${payment.id}/refunds`, { body: {} });
    expect(again.body).toMatchObject({ status: 'succeeded' });
    const { rows } = await stack.composed.database.pool.query(
      "SELECT count(*)::int AS count FROM outbox WHERE payment_id = $1 AND type = 'refund.failed'",
      [payment.id],
    );
    expect(rows).toEqual([{ count: 2 }]);
  });

  it('is asked for again where the processor cannot be asked now', async () => {
    const payment = await captured();
    const dispute = stripe.books.openDispute(intentOf(payment).id);
    stripe.failNext('drop');
    expect(await deliver(told('charge.dispute.created', { ...dispute }))).toMatchObject({
      status: 502,
      body: { error: { code: 'processor_unreachable' } },
    });
    expect(await disputesOf(payment.id)).toEqual([]);
    expect(await deliver(told('charge.dispute.created', { ...dispute }))).toEqual(received);
    expect(await disputesOf(payment.id)).toHaveLength(1);
  });

  it('of Braintree does the same: doubts, disputes and refunds that failed', async () => {
    const id = await inDoubtForLong({ currency: 'EUR' });
    const [attempt] = (
      await stack.composed.database.pool.query<{ id: string }>('SELECT id FROM attempts WHERE payment_id = $1', [id])
    ).rows;
    const [transaction = ''] = braintree.books.idsByOrder(attempt?.id ?? '');
    expect(await deliver(braintree.webhook('transaction_settled', transaction), braintreeAccount)).toEqual(received);
    expect(await reconcileAttempts(stack.composed.deps)).toMatchObject({ resolved: 1 });
    await stack.request('POST', `/v1/payments/${id}/confirm`, { body: {} });

    const dispute = braintree.books.openDispute(transaction);
    const opened = braintree.webhook('dispute_opened', dispute.id);
    expect(await deliver(opened, braintreeAccount)).toEqual(received);
    expect(await disputesOf(id)).toMatchObject([{ status: 'needs_response', amount_minor: 4_900, currency: 'EUR' }]);
    dispute.status = 'won';
    expect(await deliver(opened, braintreeAccount)).toEqual(received);
    expect(await disputesOf(id)).toMatchObject([{ status: 'won' }]);

    stack.clock.advance(3_600_001);
    const session = await pay(stack, { currency: 'EUR' });
    await stack.request('POST', `/v1/payments/${session.id}/confirm`, { body: {} });
    stack.clock.advance(3_600_001);
    await stack.request('POST', `/v1/payments/${session.id}/refunds`, { body: {} });
    const sold = braintree.books.find((await paymentOf(session.id)).processor_reference ?? '');
    const [refund = ''] = sold.refundIds;
    braintree.books.failRefund(refund);
    expect(await deliver(braintree.webhook('refund_failed', refund), braintreeAccount)).toEqual(received);
    expect(await paymentOf(session.id)).toMatchObject({ status: 'captured', refunded_minor: 0 });
  });

  it('says nothing about what is not ours', async () => {
    const foreign = { id: 'pi_foreign', object: 'payment_intent', metadata: {} };
    for (const [type, object] of [
      ['payment_intent.succeeded', foreign],
      ['customer.created', { id: 'cus_foreign' }],
      ['charge.captured', { id: 'ch_foreign', payment_intent: null }],
      ['refund.failed', { id: 're_foreign', payment_intent: 'pi_foreign', metadata: {} }],
    ] as const)
      expect(await deliver(told(type, object))).toEqual(received);
    expect(await deliver(braintree.webhook('check', ''), braintreeAccount)).toEqual(received);
    expect(await deliver(braintree.webhook('transaction_settled', 'foreign'), braintreeAccount)).toEqual(received);
  });
});

describe('a webhook that nobody vouches for', () => {
  const forged = { status: 400, body: { error: { code: 'webhook_signature_invalid' } } };

  it('is refused: signed by another secret, changed, unsigned, or signed long ago', async () => {
    const genuine = told('payment_intent.succeeded', { id: 'pi_1', metadata: {} });
    expect(await deliver(told('payment_intent.succeeded', {}, `${SIGNING_SECRET}x`))).toMatchObject(forged);
    expect(await deliver({ ...genuine, body: `${genuine.body} ` })).toMatchObject(forged);
    expect(await deliver({ ...genuine, headers: { 'content-type': 'application/json' } })).toMatchObject(forged);
    const old = genuine.headers['stripe-signature']?.replace(/t=\d+/, 't=1700000000') ?? '';
    expect(await deliver({ ...genuine, headers: { ...genuine.headers, 'stripe-signature': old } })).toMatchObject(
      forged,
    );
    expect(await deliver({ body: '', headers: {} })).toMatchObject(forged);
    const signed = braintree.webhook('dispute_opened', 'any');
    expect(
      await deliver({ ...signed, body: signed.body.replace('bt_payload=', 'bt_payload=PH') }, braintreeAccount),
    ).toMatchObject(forged);
    expect(await deliver({ ...signed, body: 'x' }, braintreeAccount)).toMatchObject(forged);
  });

  it('is refused by an account whose signing secret is missing, and by one that does not exist', async () => {
    const silent = await add({ processor: 'stripe', secret_key: SECRET_KEY, priority: 90 });
    const webhook = told('payment_intent.succeeded', { id: 'pi_1', metadata: {} });
    expect(await deliver(webhook, silent)).toMatchObject({
      status: 409,
      body: { error: { code: 'webhook_secret_missing' } },
    });
    const gone = { ...silent, webhook_url: silent.webhook_url.replace(silent.id, newId('processorAccount')) };
    expect(await deliver(webhook, gone)).toMatchObject({ status: 404 });
    await change(`/v1/processor_accounts/${silent.id}`, { webhook_secret: SIGNING_SECRET });
    expect(await deliver(webhook, silent)).toEqual(received);
  });

  it('moves nothing of another account, though its own signature is good', async () => {
    const other = await add({
      processor: 'stripe',
      secret_key: SECRET_KEY,
      webhook_secret: `${SIGNING_SECRET}2`,
      priority: 91,
    });
    const payment = await captured();
    const dispute = stripe.books.openDispute(intentOf(payment).id);
    const theirs = told('charge.dispute.created', { ...dispute }, `${SIGNING_SECRET}2`);
    expect(await deliver(theirs, other)).toEqual(received);
    expect(await disputesOf(payment.id)).toEqual([]);
    expect(await deliver(theirs)).toMatchObject(forged);
  });

  it('leaves nothing of its body or signature in a log, a table or an answer', async () => {
    const canary = `canary ${TEST_CARDS.visa} ${key()}`;
    const genuine = told('payment_intent.succeeded', { id: 'pi_1', metadata: {}, description: canary });
    const answers = [
      await deliver(genuine),
      await deliver(told('payment_intent.succeeded', { description: canary }, `${SIGNING_SECRET}x`)),
      await deliver(told('charge.dispute.created', { description: canary })),
      await deliver({ body: `{"${canary}`, headers: genuine.headers }),
    ];
    const signature = genuine.headers['stripe-signature'] ?? '';
    const tables = await dumpDatabase(stack.database.ownerUrl);
    const texts = [JSON.stringify(answers), stack.lines.join('\n'), JSON.stringify([...tables])];
    for (const text of texts)
      for (const secret of [canary, TEST_CARDS.visa, signature]) expect(text).not.toContain(secret);
  });
});

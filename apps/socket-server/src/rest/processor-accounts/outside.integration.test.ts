import { reconcileAttempts } from '@fieldfare/payments';
import { Balance, BooksComparison, EventList, Payment, PaymentAttemptList, RefundList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pay } from '../../testing/pay.ts';
import { startBeside } from '../../testing/start-beside.ts';
import { startProcessorStack } from '../../testing/start-processor-stack.ts';
import type { ProcessorStack } from '../../testing/start-processor-stack.ts';

let world: ProcessorStack;
beforeAll(async () => void (world = await startProcessorStack()));
afterAll(() => world.close());

const get = async (path: string) => (await world.stack.request('GET', path)).body;
const post = (path: string, body: Record<string, unknown> = {}) => world.stack.request('POST', path, { body });
const paymentOf = async (id: string) => Payment.parse(await get(`/v1/payments/${id}`));
const refundsOf = async (id: string) => RefundList.parse(await get(`/v1/refunds?payment=${id}`)).data;
const attemptsOf = async (id: string) => PaymentAttemptList.parse(await get(`/v1/payments/${id}/attempts`)).data;
const balanceOf = async (currency = 'USD') =>
  Balance.parse(await get('/v1/balance')).balances.find((each) => each.currency === currency);
const compared = async () => BooksComparison.parse(await get('/v1/balance/comparison?limit=1'));
const look = () => reconcileAttempts(world.stack.composed.deps);
const form = (params: Record<string, string | number>) =>
  new Map(Object.entries(params).map(([name, value]) => [name, String(value)]));
const intentOf = ({ processor_reference }: Payment) => world.stripe.books.intent(processor_reference ?? '');
const tell = async (type: string, object: unknown) =>
  expect(await world.deliver(world.stripe.webhook(type, structuredClone(object), world.signingSecret))).toMatchObject({
    status: 200,
  });

async function authorized(session: Record<string, unknown> = {}): Promise<Payment> {
  world.stack.clock.advance(1_000);
  return paymentOf((await pay(world.stack, session)).id);
}
async function captured(session: Record<string, unknown> = {}): Promise<Payment> {
  const { id } = await authorized(session);
  await post(`/v1/payments/${id}/confirm`);
  return paymentOf(id);
}

describe('in Stripe’s dashboard', () => {
  it('a capture becomes a capture of ours, once, with its postings and its event', async () => {
    const payment = await authorized();
    const before = await balanceOf();
    const intent = world.stripe.books.capture(intentOf(payment).id, form({ amount_to_capture: 4_000 }));
    await Promise.all([tell('payment_intent.succeeded', intent), tell('payment_intent.succeeded', intent)]);
    const other = await startBeside(world.stack, { runsJobs: false });
    await Promise.all([look(), look(), reconcileAttempts(other.composed.deps)]);
    await tell('payment_intent.succeeded', intent);
    await look();
    await other.close();
    expect(await paymentOf(payment.id)).toMatchObject({ status: 'captured', captured_minor: 4_000 });
    expect(await attemptsOf(payment.id)).toMatchObject([
      { type: 'authorize', state: 'succeeded', made_outside: false },
      {
        type: 'capture',
        state: 'succeeded',
        amount_minor: 4_000,
        made_outside: true,
        reason: 'Made at the processor.',
      },
    ]);
    expect((await balanceOf())?.available_minor).toBe((before?.available_minor ?? 0) + 4_000 - payment.fee_minor);
    expect(await look()).toMatchObject({ looked: 0 });
    expect(await compared()).toMatchObject({ attempts: 2, agreed: 2, differences: [] });
    await world.stack.composed.deps.webhooks.recorder.record(500, world.stack.clock.now());
    const heard = EventList.parse(await get(`/v1/events?related=${payment.id}`)).data;
    expect(heard.filter(({ type }) => type === 'payment.captured')).toHaveLength(1);
  });

  it('refunds become refunds of ours beside our own, and one that fails is taken back', async () => {
    const payment = await captured();
    const before = await balanceOf();
    const { id: payment_intent } = intentOf(payment);
    const theirs = world.stripe.books.refund(form({ payment_intent, amount: 700 }));
    await post(`/v1/payments/${payment.id}/refunds`, { amount_minor: 300 });
    const more = world.stripe.books.refund(form({ payment_intent, amount: 500 }));
    await tell('refund.created', theirs);
    await tell('charge.refund.updated', more);
    await look();
    expect(await paymentOf(payment.id)).toMatchObject({ status: 'partially_refunded', refunded_minor: 1_500 });
    expect((await refundsOf(payment.id)).map((one) => [one.amount_minor, one.status, one.made_outside])).toEqual([
      [700, 'succeeded', true],
      [500, 'succeeded', true],
      [300, 'succeeded', false],
    ]);
    expect((await balanceOf())?.available_minor).toBe((before?.available_minor ?? 0) - 1_500);
    expect(await compared()).toMatchObject({ differences: [] });

    world.stripe.books.failRefund(theirs.id);
    await tell('refund.failed', theirs);
    await look();
    expect(await paymentOf(payment.id)).toMatchObject({ status: 'partially_refunded', refunded_minor: 800 });
    expect((await balanceOf())?.available_minor).toBe((before?.available_minor ?? 0) - 800);
    await tell('refund.created', theirs);
    await look();
    expect((await paymentOf(payment.id)).refunded_minor).toBe(800);
  });

  it('a canceled authorization is canceled, and a capture of ours names itself and is not looked for', async () => {
    const payment = await authorized();
    const intent = world.stripe.books.cancel(intentOf(payment).id);
    await tell('payment_intent.canceled', intent);
    await look();
    expect(await paymentOf(payment.id)).toMatchObject({ status: 'canceled', captured_minor: 0 });
    const ours = await captured();
    await tell('payment_intent.succeeded', intentOf(ours));
    expect(await look()).toMatchObject({ looked: 0 });
  });

  it('what is done while an operation of ours is in doubt is adopted after that is known', async () => {
    const payment = await authorized();
    world.stripe.books.capture(intentOf(payment).id, form({ amount_to_capture: 1_000 }));
    world.stripe.failNext('drop');
    expect((await post(`/v1/payments/${payment.id}/cancel`)).body).toMatchObject({
      pending_operation: { type: 'void' },
    });
    await tell('payment_intent.succeeded', intentOf(payment));
    for (let round = 0; round < 4; round++) {
      await look();
      world.stack.clock.advance(60_000);
    }
    expect(await paymentOf(payment.id)).toMatchObject({
      status: 'captured',
      captured_minor: 1_000,
      pending_operation: null,
    });
  });

  it('is looked at again where Stripe cannot be asked, and moves nothing of another account', async () => {
    const payment = await authorized();
    const intent = world.stripe.books.capture(intentOf(payment).id, form({ amount_to_capture: 900 }));
    const signing = `${world.signingSecret}2`;
    const other = { processor: 'stripe', secret_key: world.secretKey, webhook_secret: signing, priority: 95 };
    await world.deliver(world.stripe.webhook('payment_intent.succeeded', intent, signing), await world.add(other));
    expect(await look()).toMatchObject({ looked: 0 });
    await tell('payment_intent.succeeded', intent);
    world.stripe.failNext('drop');
    await look();
    expect((await paymentOf(payment.id)).status).toBe('authorized');
    world.stack.clock.advance(60_000);
    await look();
    expect((await paymentOf(payment.id)).status).toBe('captured');
  });
});

describe('without any webhook', () => {
  it('the comparison shows it, has it looked at, and shows it no more', async () => {
    const payment = await captured();
    world.stripe.books.refund(form({ payment_intent: intentOf(payment).id, amount: 600 }));
    const { differences } = await compared();
    expect(differences).toMatchObject([
      {
        type: 'authorize',
        ours: 'succeeded 4900, captured 4900, refunded 0',
        processors: 'authorized 4900, captured 4900, refunded 600',
      },
    ]);
    await look();
    expect((await paymentOf(payment.id)).refunded_minor).toBe(600);
    expect(await compared()).toMatchObject({ differences: [] });
  });

  it('of Braintree does the same: a capture, a refund, and a void of what had not settled', async () => {
    const { books } = world.braintree;
    const sale = await authorized({ currency: 'EUR' });
    const reference = sale.processor_reference ?? '';
    books.capture(reference, '49.00', books.find(reference).orderId);
    expect((await compared()).differences).toHaveLength(1);
    await look();
    expect(await paymentOf(sale.id)).toMatchObject({ status: 'captured', captured_minor: 4_900 });
    world.stack.clock.advance(3_600_001);
    const refund = books.refund(reference, '9.00', books.find(reference).orderId);
    await world.deliver(world.braintree.webhook('transaction_settled', refund.id), world.braintreeAccount);
    await look();
    await look();
    expect(await paymentOf(sale.id)).toMatchObject({ status: 'partially_refunded', refunded_minor: 900 });
    expect(await compared()).toMatchObject({ differences: [] });

    const young = await captured({ currency: 'EUR' });
    books.void(young.processor_reference ?? '');
    expect((await compared()).differences).toHaveLength(1);
    await look();
    expect(await paymentOf(young.id)).toMatchObject({ status: 'refunded', refunded_minor: 4_900 });
    expect(await refundsOf(young.id)).toMatchObject([{ amount_minor: 4_900, made_outside: true }]);
    const returned = await captured({ currency: 'EUR' });
    await post(`/v1/payments/${returned.id}/refunds`);
    expect(await compared()).toMatchObject({ differences: [] });
    await world.deliver(
      world.braintree.webhook('transaction_settled', returned.processor_reference ?? ''),
      world.braintreeAccount,
    );
    await look();
    expect(await refundsOf(returned.id)).toMatchObject([{ made_outside: false }]);
  });
});

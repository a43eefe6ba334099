import { NOT_PROCESSED } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { describeProcessor } from '../contract.ts';
import { createStripeProcessor } from './create-stripe-processor.ts';
import { startStripeServer } from './testing/start-stripe-server.ts';
import type { StripeServer } from './testing/start-stripe-server.ts';
import { STRIPE_TEST_CARDS } from './testing/stripe-cards.ts';

// Made up at run time, so that nothing in the sources looks like a key.
const SECRET_KEY = ['sk', 'test', newId('apiKey')].join('_');
const cardOf = (number: string) => ({ number, exp_month: 12, exp_year: 2030, cvc: '737' });

function clockOf() {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms: number) => {
      offsetMs += ms;
    },
  };
}

describeProcessor('stripe', async () => {
  const clock = clockOf();
  const stripe = await startStripeServer({ secretKey: SECRET_KEY, now: clock.now });
  return {
    processor: createStripeProcessor({ secretKey: SECRET_KEY, server: stripe.server }),
    remembersRefusals: false,
    namesCurrency: false,
    approved: cardOf(STRIPE_TEST_CARDS.approved),
    authenticated: cardOf(STRIPE_TEST_CARDS.challenged),
    declined: [
      { card: cardOf(STRIPE_TEST_CARDS.declined), declineCode: 'card_declined' },
      { card: cardOf(STRIPE_TEST_CARDS.insufficientFunds), declineCode: 'insufficient_funds' },
      { card: cardOf(STRIPE_TEST_CARDS.expired), declineCode: 'expired_card' },
      { card: cardOf(STRIPE_TEST_CARDS.wrongCvc), declineCode: 'incorrect_cvc' },
      { card: cardOf(STRIPE_TEST_CARDS.wrongPostalCode), declineCode: 'incorrect_zip' },
      { card: cardOf(STRIPE_TEST_CARDS.processingError), declineCode: 'processing_error' },
      { card: cardOf(STRIPE_TEST_CARDS.stolen), declineCode: 'suspected_fraud' },
      { card: cardOf(STRIPE_TEST_CARDS.challenged), declineCode: 'authentication_failed' },
    ],
    unanswered: cardOf(STRIPE_TEST_CARDS.unanswered),
    now: clock.now,
    advance: clock.advance,
    close: () => stripe.close(),
  };
});

describe('the stripe adapter', () => {
  let stripe: StripeServer;
  const refusals: string[] = [];
  const adapter = (secretKey = SECRET_KEY) =>
    createStripeProcessor({ secretKey, server: stripe.server, onRefusal: (code) => refusals.push(code) });
  const authorize = (processor = adapter(), attemptId = newId('attempt')) =>
    processor.authorize({
      attemptId,
      amountMinor: 2_500,
      currency: 'USD',
      card: { ...cardOf(STRIPE_TEST_CARDS.approved), name: 'A. Shopper', postal_code: '10115' },
      statementDescriptor: 'DEMO STORE',
    });

  beforeAll(async () => {
    stripe = await startStripeServer({ secretKey: SECRET_KEY, now: () => new Date() });
  });
  afterAll(() => stripe.close());

  test.each(['drop', { status: 500, code: 'api_error' }, { status: 503, code: 'unavailable' }] as const)(
    'is in doubt after %o, asks no second time by itself, and looks instead',
    async (failure) => {
      const attemptId = newId('attempt');
      stripe.failNext(failure);
      const before = stripe.requests.length;
      expect(await authorize(adapter(), attemptId)).toMatchObject({ type: 'unknown' });
      expect(stripe.requests.slice(before)).toEqual(['POST /v1/payment_intents']);
      expect(await adapter().lookup(attemptId)).toEqual({ type: 'absent' });
    },
  );

  it('knows that nothing was sent where nobody listens, and leaves operations to be sent again', async () => {
    const closed = await startStripeServer({ secretKey: SECRET_KEY, now: () => new Date() });
    const { server } = closed;
    await closed.close();
    const unreached = createStripeProcessor({ secretKey: SECRET_KEY, server });
    expect(await authorize(unreached)).toMatchObject({ type: 'declined', isUnprocessed: true });
    const request = {
      attemptId: newId('attempt'),
      processorReference: 'pi_1',
      amountMinor: 1,
      currency: 'USD',
    } as const;
    expect(await unreached.capture(request)).toMatchObject({ type: 'unknown' });
    expect(await unreached.lookup(newId('attempt'))).toMatchObject({ type: 'unreachable' });
  });

  it('knows that nothing was charged where Stripe refuses the key or counts too many requests, and tells the operator why', async () => {
    refusals.length = 0;
    const declined = {
      type: 'declined',
      declineCode: 'processing_error',
      processorReference: null,
      isUnprocessed: true,
    };
    expect(await authorize(adapter(`${SECRET_KEY}x`))).toEqual(declined);
    stripe.failNext({ status: 429, code: 'rate_limit' });
    expect(await authorize()).toEqual(declined);
    expect(refusals).toEqual(['api_key_invalid', 'rate_limit']);
    expect(await adapter(`${SECRET_KEY}x`).health()).toEqual({
      isHealthy: false,
      detail: 'Stripe refuses our credentials: api_key_invalid.',
    });
  });

  describe('an authorization that reaches Stripe hours after its attempt', () => {
    const HOUR_MS = 3_600_000;
    const arrived = async (lagMs: number) => {
      const clock = clockOf();
      const late = await startStripeServer({ secretKey: SECRET_KEY, now: clock.now });
      const processor = createStripeProcessor({ secretKey: SECRET_KEY, server: late.server, now: clock.now });
      const attemptId = newId('attempt', new Date(Date.now() - 3 * HOUR_MS));
      await authorize(processor, attemptId);
      clock.advance(lagMs);
      return { late, processor, attemptId, clock };
    };

    it('is found by the search, which knows it a minute later, and read in the books', async () => {
      const { late, processor, attemptId, clock } = await arrived(0);
      expect(await processor.lookup(attemptId)).toEqual({ type: 'absent' });
      clock.advance(61_000);
      expect(await processor.lookup(attemptId)).toMatchObject({ type: 'authorized', authorizedMinor: 2_500 });
      expect(await processor.lookup(newId('attempt', new Date(Date.now() - HOUR_MS)))).toEqual({ type: 'absent' });
      await late.close();
    });

    it('is not searched for where the account may not search, and no absence is believed where Stripe did not answer', async () => {
      const { late, processor, attemptId } = await arrived(61_000);
      const LISTED = null;
      late.failNext(LISTED, { status: 403, code: 'permission' });
      expect(await processor.lookup(attemptId)).toEqual({ type: 'absent' });
      for (const failure of [
        'drop',
        { status: 429, code: 'rate_limit' },
        { status: 500, code: 'api_error' },
      ] as const) {
        late.failNext(LISTED, failure);
        expect(await processor.lookup(attemptId)).toMatchObject({ type: 'unreachable' });
      }
      await late.close();
    });

    it('of a moment ago is looked for in the list alone', async () => {
      const before = stripe.requests.length;
      expect(await adapter().lookup(newId('attempt'))).toEqual({ type: 'absent' });
      expect(stripe.requests.slice(before)).toEqual(['GET /v1/payment_intents']);
    });
  });

  it('charges nothing where Stripe takes no amount as fine as that', async () => {
    const card = cardOf(STRIPE_TEST_CARDS.approved);
    const ask = (amountMinor: number) =>
      adapter().authorize({
        attemptId: newId('attempt'),
        amountMinor,
        currency: 'KWD',
        card,
        statementDescriptor: 'X',
      });
    expect(await ask(1_234)).toMatchObject({ type: 'declined', declineCode: 'processing_error', isUnprocessed: true });
    expect(await ask(1_230)).toMatchObject({ type: 'authorized', authorizedMinor: 1_230 });
  });

  it('waits where Stripe is still working on the same attempt', async () => {
    stripe.failNext({ status: 409, code: 'idempotency_key_in_use' }, { status: 409, code: 'idempotency_key_in_use' });
    expect(await authorize()).toMatchObject({ type: 'authorized', authorizedMinor: 2_500 });
  });

  it('tells its own capture from another one, and believes no absence that it could not read', async () => {
    const held = await authorize();
    if (held.type !== 'authorized') throw new Error(`the card was answered ${held.type}`);
    const { processorReference } = held;
    const capture = { attemptId: newId('attempt'), processorReference, amountMinor: 2_500, currency: 'USD' as const };
    await adapter().capture(capture);
    const found = (attemptId: string) => adapter().lookup(attemptId, { type: 'capture', processorReference });
    expect(await found(capture.attemptId)).toMatchObject({ type: 'succeeded' });
    expect(await found(newId('attempt'))).toMatchObject({ type: 'refused' });
    expect(await adapter().lookup(newId('attempt'), { type: 'void', processorReference })).toMatchObject({
      type: 'refused',
    });
    stripe.failNext('drop');
    expect(await found(capture.attemptId)).toMatchObject({ type: 'unreachable' });
  });

  describe('with cards to keep', () => {
    const { cvc: _, ...card } = { ...cardOf(STRIPE_TEST_CARDS.approved), name: 'A. Shopper', postal_code: '10115' };
    const keep = (keepingId = newId('keeping'), processor = adapter()) => processor.tokenize({ keepingId, card });

    it('keeps one whose keeping was in doubt once, and forgets what nobody ever heard of', async () => {
      const before = stripe.books.vault.cards;
      const keepingId = newId('keeping');
      stripe.failNext('drop');
      expect(await keep(keepingId)).toMatchObject({ type: 'unknown' });
      stripe.failNext({ status: 429, code: 'rate_limit' });
      expect(await keep(keepingId)).toMatchObject({ type: 'unknown' });
      expect(await keep(keepingId)).toEqual(await keep(keepingId));
      expect(stripe.books.vault.cards).toBe(before + 1);
      const [askedSince, askedUntil] = [new Date(), new Date()];
      stripe.failNext({ status: 503, code: 'unavailable' });
      expect(await adapter().detach({ keepingId, askedSince, askedUntil })).toMatchObject({ type: 'unknown' });
      expect(await adapter().detach({ keepingId, askedSince, askedUntil })).toEqual({ type: 'detached' });
      expect(stripe.books.vault.cards).toBe(before);
    });

    it('is refused where the key may not, and tells the operator', async () => {
      refusals.length = 0;
      stripe.failNext({ status: 403, code: 'permission_denied' });
      expect(await keep()).toMatchObject({ type: 'refused' });
      expect(refusals).toEqual(['permission_denied']);
      expect(await keep(newId('keeping'), adapter(`${SECRET_KEY}x`))).toMatchObject({ type: 'refused' });
    });

    it('charges nothing where the code of a kept one could not be sent, and says so', async () => {
      const kept = await keep();
      if (kept.type !== 'kept') throw new Error(kept.type);
      const before = stripe.requests.length;
      stripe.failNext('drop');
      const request = {
        attemptId: newId('attempt'),
        amountMinor: 2_500,
        currency: 'USD',
        statementDescriptor: 'DEMO',
      } as const;
      expect(await adapter().authorize({ ...request, card: { reference: kept.reference, cvc: '737' } })).toEqual(
        NOT_PROCESSED,
      );
      expect(stripe.requests.slice(before)).toEqual(['POST /v1/tokens']);
    });
  });

  it('puts nothing of the card and nothing that Stripe said into what it answers', async () => {
    const words = JSON.stringify([
      await adapter().authorize({
        attemptId: newId('attempt'),
        amountMinor: 2_500,
        currency: 'USD',
        card: cardOf(STRIPE_TEST_CARDS.declined),
        statementDescriptor: 'DEMO STORE',
      }),
      await adapter().refund({
        attemptId: newId('attempt'),
        processorReference: 'pi_0',
        amountMinor: 1,
        currency: 'USD',
      }),
    ]);
    expect(words).not.toContain(STRIPE_TEST_CARDS.declined);
    expect(words).not.toContain('No such');
  });
});

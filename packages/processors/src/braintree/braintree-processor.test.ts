import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { describeProcessor } from '../contract.ts';
import { createBraintreeProcessor } from './create-braintree-processor.ts';
import { SETTLES_AFTER_MS } from './testing/braintree-books.ts';
import { BRAINTREE_TEST_CARDS, WRONG_CVV, WRONG_POSTAL_CODE } from './testing/braintree-cards.ts';
import { startBraintreeServer } from './testing/start-braintree-server.ts';
import type { BraintreeServer } from './testing/start-braintree-server.ts';

// Made up at run time, so that nothing in the sources looks like a key.
const key = () => newId('apiKey').slice(4);
const CREDENTIALS = { merchant_id: key(), public_key: key(), private_key: key() };
const cardOf = (number: string) => ({ number, exp_month: 12, exp_year: 2030, cvc: '737' });
const APPROVED = cardOf(BRAINTREE_TEST_CARDS.approved);

function clockOf() {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms: number) => {
      offsetMs += ms;
    },
  };
}

describeProcessor('braintree', async () => {
  const clock = clockOf();
  const braintree = await startBraintreeServer({ credentials: CREDENTIALS, now: clock.now });
  return {
    processor: createBraintreeProcessor({ credentials: CREDENTIALS, mode: 'test', server: braintree.server }),
    remembersRefusals: false,
    settlesAfterMs: SETTLES_AFTER_MS,
    approved: APPROVED,
    declined: [
      { card: cardOf(BRAINTREE_TEST_CARDS.fraud), declineCode: 'suspected_fraud' },
      { card: { ...APPROVED, cvc: WRONG_CVV }, declineCode: 'incorrect_cvc' },
      { card: { ...APPROVED, postal_code: WRONG_POSTAL_CODE }, declineCode: 'incorrect_zip', isKept: false },
      { card: APPROVED, amountMinor: 200_100, declineCode: 'insufficient_funds' },
      { card: APPROVED, amountMinor: 200_000, declineCode: 'card_declined' },
      { card: APPROVED, amountMinor: 200_400, declineCode: 'expired_card' },
      { card: APPROVED, amountMinor: 201_000, declineCode: 'incorrect_cvc' },
      { card: APPROVED, amountMinor: 209_900, declineCode: 'authentication_failed' },
      { card: APPROVED, amountMinor: 300_000, declineCode: 'processing_error' },
    ],
    unanswered: cardOf(BRAINTREE_TEST_CARDS.unanswered),
    now: clock.now,
    advance: clock.advance,
    close: () => braintree.close(),
  };
});

describe('the braintree adapter', () => {
  let braintree: BraintreeServer;
  const clock = clockOf();
  const refusals: string[] = [];
  const adapter = (credentials = CREDENTIALS) =>
    createBraintreeProcessor({
      credentials,
      mode: 'test',
      server: braintree.server,
      onRefusal: (code) => refusals.push(code),
    });
  const request = (over: Partial<Parameters<ReturnType<typeof adapter>['authorize']>[0]> = {}) => ({
    attemptId: newId('attempt'),
    amountMinor: 2_500,
    currency: 'USD' as const,
    card: { ...APPROVED, name: 'A. Shopper', postal_code: '10115' },
    statementDescriptor: 'DEMO STORE',
    ...over,
  });
  const hold = async (over: Parameters<typeof request>[0] = {}) => {
    const outcome = await adapter().authorize(request(over));
    if (outcome.type !== 'authorized') throw new Error(`the card was answered ${outcome.type}`);
    const { processorReference } = outcome;
    return (amountMinor: number) => ({
      attemptId: newId('attempt'),
      processorReference,
      amountMinor,
      currency: over.currency ?? ('USD' as const),
    });
  };

  beforeAll(async () => {
    braintree = await startBraintreeServer({ credentials: CREDENTIALS, now: clock.now });
  });
  afterAll(() => braintree.close());

  test.each(['drop', { status: 500 }, { status: 503 }, { status: 408 }] as const)(
    'is in doubt after %o, sends nothing a second time, and looks instead',
    async (failure) => {
      const processor = adapter();
      await processor.health();
      const asked = request();
      braintree.failNext(failure);
      const before = braintree.requests.length;
      expect(await processor.authorize(asked)).toMatchObject({ type: 'unknown' });
      expect(await processor.authorize(asked)).toMatchObject({ type: 'unknown' });
      expect(braintree.requests.slice(before)).toHaveLength(1);
      expect(await processor.lookup(asked.attemptId)).toEqual({ type: 'absent' });
    },
  );

  it('leaves a doubt where the SDK can make nothing of an answer and never ends its call', async () => {
    const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const adapterWithin = (timeoutMs: number) =>
      createBraintreeProcessor({ credentials: CREDENTIALS, mode: 'test', server: braintree.server, timeoutMs });
    const nonsense = { status: 200 };
    braintree.failNext(nonsense);
    expect(await adapterWithin(1_000).authorize(request())).toMatchObject({
      type: 'declined',
      declineCode: 'processing_error',
    });
    braintree.failNext(nonsense);
    expect(await adapterWithin(1_000).lookup(newId('attempt'))).toMatchObject({ type: 'unreachable' });
    const started = adapterWithin(1_000);
    expect(await started.health()).toMatchObject({ isHealthy: true });
    braintree.failNext(nonsense);
    expect(await started.authorize(request())).toMatchObject({ type: 'unknown' });
    printed.mockRestore();
  }, 30_000);

  it('knows that nothing was charged where Braintree refuses the keys or counts too many requests, and tells the operator why', async () => {
    refusals.length = 0;
    const declined = {
      type: 'declined',
      declineCode: 'processing_error',
      processorReference: null,
      isUnprocessed: true,
    };
    const stranger = adapter({ ...CREDENTIALS, private_key: key() });
    expect(await stranger.authorize(request())).toEqual(declined);
    const processor = adapter();
    await processor.health();
    braintree.failNext({ status: 429 });
    expect(await processor.authorize(request())).toEqual(declined);
    expect(refusals).toEqual(['authenticationError', 'tooManyRequestsError']);
    expect(await stranger.health()).toEqual({
      isHealthy: false,
      detail: 'Braintree refuses our credentials: authenticationError.',
    });
  });

  it('charges by the merchant account of the payment’s own currency, and not at all where there is none', async () => {
    const euros = await hold({ currency: 'EUR' });
    expect(await adapter().capture(euros(2_500))).toMatchObject({ type: 'succeeded' });
    expect(await adapter().authorize(request({ currency: 'JPY' }))).toMatchObject({
      type: 'declined',
      declineCode: 'not_permitted',
    });
  });

  it('goes on with the merchant accounts that it knows while their list cannot be read', async () => {
    const processor = adapter();
    expect(await processor.health()).toEqual({ isHealthy: true, detail: 'Braintree answers, and charges EUR, USD.' });
    braintree.failNext('drop');
    expect(await processor.health()).toMatchObject({ isHealthy: false });
    expect(await processor.authorize(request())).toMatchObject({ type: 'authorized' });
  });

  it('sends a descriptor in Braintree’s own form alone', async () => {
    for (const statementDescriptor of ['DEMO STORE', 'DEM*SHOES', 'DEMO*SHOES'])
      expect(await adapter().authorize(request({ statementDescriptor }))).toMatchObject({ type: 'authorized' });
  });

  it('undoes what has not settled as a whole, and returns no part of it', async () => {
    const of = await hold();
    await adapter().capture(of(2_000));
    expect(await adapter().refund(of(500))).toMatchObject({ type: 'refused', reason: /settled/ });
    const whole = of(2_000);
    expect(await adapter().refund(whole)).toMatchObject({ type: 'succeeded' });
    const { attemptId, processorReference } = whole;
    expect(await adapter().lookup(attemptId, { type: 'refund', processorReference })).toMatchObject({
      type: 'succeeded',
    });
    expect(await adapter().refund(of(2_000))).toMatchObject({ type: 'refused' });
  });

  it('tells its own capture from another one, and believes no absence that it could not read', async () => {
    const of = await hold();
    const capture = of(2_500);
    await adapter().capture(capture);
    const { processorReference } = capture;
    const found = (attemptId: string, type: 'capture' | 'void' = 'capture') =>
      adapter().lookup(attemptId, { type, processorReference });
    expect(await found(capture.attemptId)).toMatchObject({ type: 'succeeded' });
    expect(await found(newId('attempt'))).toMatchObject({ type: 'refused' });
    expect(await found(newId('attempt'), 'void')).toMatchObject({ type: 'refused' });
    braintree.failNext('drop');
    expect(await found(capture.attemptId)).toMatchObject({ type: 'unreachable' });
  });

  it('finds an authorization by its attempt also after it was captured for less', async () => {
    const attemptId = newId('attempt');
    const of = await hold({ attemptId });
    await adapter().capture(of(1_000));
    expect(await adapter().lookup(attemptId)).toMatchObject({ type: 'authorized', authorizedMinor: 2_500 });
  });

  it('is in doubt where Braintree rejected the attempt as a repetition, and finds the first', async () => {
    const attemptId = newId('attempt');
    await hold({ attemptId });
    const sale = { amount: '25.00', orderId: attemptId, currency: 'USD', number: APPROVED.number, cvv: '737' };
    const repeated = braintree.books.sell({ ...sale, postalCode: undefined });
    Object.assign(repeated, { status: 'gateway_rejected', gatewayRejectionReason: 'duplicate' });
    expect(await adapter().lookup(attemptId)).toMatchObject({ type: 'authorized' });
  });

  it('keeps a card whose keeping nobody heard of once, and finds it by the keeping', async () => {
    const { cvc: _, ...card } = {
      ...cardOf(BRAINTREE_TEST_CARDS.unanswered),
      name: 'A. Shopper',
      postal_code: '10115',
    };
    const keepingId = newId('keeping');
    expect(await adapter().tokenize({ keepingId, card })).toMatchObject({ type: 'unknown' });
    const kept = await adapter().tokenize({ keepingId, card });
    expect(kept).toEqual({ type: 'kept', reference: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(await adapter().tokenize({ keepingId, card })).toEqual(kept);
    expect(braintree.books.vault.cards).toBe(1);
    const [askedSince, askedUntil] = [new Date(), new Date()];
    braintree.failNext('drop', { status: 403 });
    for (const type of ['unknown', 'refused', 'detached'] as const)
      expect(await adapter().detach({ keepingId, askedSince, askedUntil })).toMatchObject({ type });
    expect(braintree.books.vault.cards).toBe(0);
  });

  it('keeps none where it is refused, and tells a refusal of the moment from one for good', async () => {
    const { cvc: _, ...card } = APPROVED;
    braintree.failNext({ status: 429 }, { status: 401 });
    for (const type of ['unknown', 'refused'] as const)
      expect(await adapter().tokenize({ keepingId: newId('keeping'), card })).toMatchObject({ type });
    expect(braintree.books.vault.cards).toBe(0);
  });

  it('puts nothing of the card and nothing that Braintree said into what it answers', async () => {
    const words = JSON.stringify([
      await adapter().authorize(request({ card: cardOf(BRAINTREE_TEST_CARDS.fraud) })),
      await adapter().capture((await hold())(2_501)),
    ]);
    expect(words).not.toContain(BRAINTREE_TEST_CARDS.fraud);
    expect(words).not.toContain('too large');
    expect(words).toContain('91522');
  });
});

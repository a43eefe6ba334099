import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeProcessor } from '../contract.ts';
import { createStripeProcessor } from './create-stripe-processor.ts';
import { startPrism } from './testing/start-prism.ts';
import type { Prism } from './testing/start-prism.ts';
import { startStripeServer } from './testing/start-stripe-server.ts';
import { STRIPE_TEST_CARDS } from './testing/stripe-cards.ts';

const SECRET_KEY = ['sk', 'test', newId('apiKey')].join('_');
const CARD = {
  number: STRIPE_TEST_CARDS.approved,
  exp_month: 12,
  exp_year: 2030,
  cvc: '737',
  name: 'A. Shopper',
  postal_code: '10115',
};
const CARD_BODY = ['number]=4242424242424242', 'exp_month]=12', 'exp_year]=2030']
  .map((part) => `payment_method_data[card][${part}`)
  .join('&');
const BODY = `amount=100&currency=usd&payment_method_data[type]=card&${CARD_BODY}`;
let prism: Prism;

beforeAll(async () => {
  prism = await startPrism();
});
afterAll(() => prism.close());

describe('the stripe adapter, against Prism with a description of Stripe’s API', () => {
  const adapter = () => createStripeProcessor({ secretKey: SECRET_KEY, server: prism.server });
  const operation = (amountMinor: number) => ({
    attemptId: newId('attempt'),
    processorReference: 'pi_1',
    amountMinor,
    currency: 'USD' as const,
  });

  it('sends nothing that the description does not allow, and reads what it answers', async () => {
    const held = await adapter().authorize({
      attemptId: newId('attempt'),
      amountMinor: 2_500,
      currency: 'USD',
      card: CARD,
      statementDescriptor: 'DEMO STORE',
    });
    expect(held).toMatchObject({ type: 'authorized', processorReference: 'pi_1', authorizedMinor: 2_500 });
    expect(await adapter().capture(operation(2_500))).toEqual({ type: 'succeeded', processorReference: 'pi_1' });
    expect(await adapter().void(operation(2_500))).toEqual({ type: 'succeeded', processorReference: 'pi_1' });
    expect(await adapter().refund(operation(500))).toEqual({ type: 'succeeded', processorReference: 're_1' });
    for (const type of ['authorize', 'capture', 'void', 'refund'] as const)
      expect(await adapter().lookup(newId('attempt'), { type, processorReference: 'pi_1' })).toMatchObject({
        type: 'absent',
      });
    expect(await adapter().health()).toMatchObject({ isHealthy: true });
  });

  const create = (body: string, headers: Record<string, string> = HEADERS) => {
    const { host, port } = prism.server;
    return fetch(`http://${host}:${port}/v1/payment_intents`, { method: 'POST', headers, body });
  };
  const HEADERS = {
    authorization: `Bearer ${SECRET_KEY}`,
    'stripe-version': '2026-09-30.x',
    'idempotency-key': 'one',
    'content-type': 'application/x-www-form-urlencoded',
  };

  it('would hear of what is not allowed, and of nothing else', async () => {
    expect((await create(BODY)).status).toBe(200);
    const { authorization: _key, ...anonymous } = HEADERS;
    expect((await create(BODY, anonymous)).status).toBe(401);
  });

  it.each([
    ['an amount of nothing', BODY.replace('amount=100', 'amount=0'), 'amount'],
    ['a missing currency', BODY.replace('currency=usd&', ''), 'currency'],
    ['a currency in capitals', BODY.replace('usd', 'USD'), 'currency'],
    ['another way to capture', `${BODY}&capture_method=sometimes`, 'capture_method'],
    ['no card number', BODY.replace('4242424242424242', 'none'), 'number'],
    ['a missing version', BODY, 'stripe-version'],
    ['a missing idempotency key', BODY, 'idempotency-key'],
  ])('would hear of %s', async (_, body, name) => {
    const headers = Object.fromEntries(Object.entries(HEADERS).filter(([header]) => header !== name));
    const response = await create(body, headers);
    expect(response.status).toBe(400);
    expect(response.headers.get('sl-violations')).toContain(name);
  });
});

describeProcessor('stripe, every request of it and every answer held to the description by Prism,', async () => {
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const stripe = await startStripeServer({ secretKey: SECRET_KEY, now });
  const proxy = await startPrism(stripe.server);
  return {
    processor: createStripeProcessor({ secretKey: SECRET_KEY, server: proxy.server }),
    remembersRefusals: false,
    namesCurrency: false,
    approved: CARD,
    declined: [{ card: { ...CARD, number: STRIPE_TEST_CARDS.insufficientFunds }, declineCode: 'insufficient_funds' }],
    unanswered: { ...CARD, number: STRIPE_TEST_CARDS.unanswered },
    now,
    advance: (ms) => {
      offsetMs += ms;
    },
    close: async () => {
      await proxy.close();
      await stripe.close();
    },
  };
});

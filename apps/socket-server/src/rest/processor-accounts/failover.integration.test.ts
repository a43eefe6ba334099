import { startBraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import type { BraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import { startStripeServer } from '@fieldfare/processors/testing/stripe-server';
import type { StripeServer } from '@fieldfare/processors/testing/stripe-server';
import { newId, Payment, PaymentAttemptList, PaymentEventList } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { TEST_CARDS } from '../../testing/test-cards.ts';

// Made up at run time, so that nothing in the sources looks like a key.
const SECRET_KEY = ['sk', 'test', newId('apiKey')].join('_');
const braintreeKey = () => newId('apiKey').slice(4);
const BRAINTREE = { merchant_id: braintreeKey(), public_key: braintreeKey(), private_key: braintreeKey() };

let stripe: StripeServer;
let braintree: BraintreeServer;
let stack: TestStack;

beforeAll(async () => {
  let now = () => new Date();
  stripe = await startStripeServer({ secretKey: SECRET_KEY, now: () => now() });
  braintree = await startBraintreeServer({ credentials: BRAINTREE, now: () => now() });
  stack = await startTestStack({
    settings: (settings) => ({ ...settings, processorServers: { stripe: stripe.server, braintree: braintree.server } }),
  });
  now = () => stack.clock.now();
  const owner = await asUser(stack, 'owner');
  const add = async (body: object) => {
    const { status } = await stack.request('POST', '/v1/processor_accounts', { ...owner, body });
    if (status !== 201) throw new Error(`the account was answered with ${status}`);
  };
  await add({ processor: 'stripe', secret_key: SECRET_KEY, priority: 1 });
  await add({ processor: 'braintree', ...BRAINTREE, priority: 2 });
  stack.clock.advance(500);
});
afterAll(async () => {
  await stack.close();
  await stripe.close();
  await braintree.close();
});

const attemptsOf = async (id: string) =>
  PaymentAttemptList.parse((await stack.request('GET', `/v1/payments/${id}/attempts`)).body).data;
const paymentOf = async (id: string) => Payment.parse((await stack.request('GET', `/v1/payments/${id}`)).body);

it('what the first account refuses before it looks at the card, the next one takes, captures and returns', async () => {
  stripe.failNext({ status: 429, code: 'rate_limit' });
  const { id } = await pay(stack);
  expect(await paymentOf(id)).toMatchObject({ status: 'authorized', processor: 'braintree' });
  expect(await attemptsOf(id)).toMatchObject([
    { type: 'authorize', processor: 'stripe', state: 'refused', reason: 'not_processed' },
    { type: 'authorize', processor: 'braintree', state: 'succeeded', reason: null },
  ]);
  const { data } = PaymentEventList.parse((await stack.request('GET', `/v1/payments/${id}/events`)).body);
  expect(data.map(({ type, detail }) => [type, detail])).toEqual([
    ['payment.processing', null],
    ['payment.rerouted', 'braintree'],
    ['payment.authorized', null],
  ]);
  const confirmed = await stack.request('POST', `/v1/payments/${id}/confirm`, { body: {} });
  expect(confirmed.body).toMatchObject({ status: 'captured', processor: 'braintree' });
  expect((await stack.request('GET', '/v1/balance/comparison')).body).toMatchObject({ differences: [] });
});

it('a bank’s decline is final, and after a doubt nobody else is asked', async () => {
  const declined = await pay(stack, {}, TEST_CARDS.insufficientFunds);
  expect(await attemptsOf(declined.id)).toMatchObject([{ processor: 'stripe', state: 'declined' }]);
  stripe.failNext({ status: 500, code: 'api_error' });
  const doubted = await pay(stack);
  expect(doubted.status).toBe('unknown');
  expect(await attemptsOf(doubted.id)).toMatchObject([{ processor: 'stripe', state: 'unknown' }]);
});

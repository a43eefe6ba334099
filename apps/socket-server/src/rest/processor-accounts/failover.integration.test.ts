import { Payment, PaymentAttemptList, PaymentEventList } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pay } from '../../testing/pay.ts';
import { startTwoAccounts } from '../../testing/start-two-accounts.ts';
import type { TwoAccounts } from '../../testing/start-two-accounts.ts';
import { TEST_CARDS } from '../../testing/test-cards.ts';

let accounts: TwoAccounts;
let stripe: TwoAccounts['stripe'];
let stack: TwoAccounts['stack'];

beforeAll(async () => {
  accounts = await startTwoAccounts();
  ({ stripe, stack } = accounts);
});
afterAll(() => accounts.close());

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

import { afterAll, beforeAll, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

it('takes a card from a PT token to an authorized payment', async () => {
  const session = await stack.createSession({ reference: 'order-1' });
  const client = await stack.connect({ pt_token: session.pt_token ?? '' });
  const hosted = succeeded(await client.host());
  const result = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
  expect(result.payment).toMatchObject({
    status: 'authorized',
    authorized_minor: 4900,
    method: { brand: 'visa', last4: '4242' },
  });
  const payment = await stack.request('GET', `/v1/payments/${result.payment.id}`);
  expect(payment.body).toMatchObject({ status: 'authorized', reference: 'order-1', session: session.id });
  client.close();
});

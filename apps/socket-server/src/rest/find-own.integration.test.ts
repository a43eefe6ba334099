import { ApiKeyWithSecret, Payment } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { pay } from '../testing/pay.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant } from '../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

/** What the key of an owner of live mode is answered. */
async function askInLiveMode(path: string, owner: Awaited<ReturnType<typeof asUser>>, method = 'GET') {
  const headers = { ...owner.headers, 'fieldfare-mode': 'live' };
  const made = await stack.request('POST', '/v1/api_keys', { ...owner, headers, body: { name: 'Live' } });
  const { secret } = ApiKeyWithSecret.parse(made.body);
  return stack.request(method, path, { token: secret, ...(method === 'POST' && { body: {} }) });
}

it('what is the merchant’s own and of the other mode than the key is called so, with both modes', async () => {
  const { id } = await pay(stack);
  const { session } = Payment.parse((await stack.request('GET', `/v1/payments/${id}`)).body);
  const owner = await asUser(stack, 'owner');
  const saying = (noun: string) => ({
    status: 404,
    body: {
      error: {
        type: 'not_found',
        code: 'other_mode',
        message: `This ${noun} is of test mode, and was asked for in live mode. Use a key of test mode.`,
      },
    },
  });
  expect(await askInLiveMode(`/v1/payments/${id}`, owner)).toMatchObject(saying('payment'));
  expect(await askInLiveMode(`/v1/sessions/${session}`, owner)).toMatchObject(saying('session'));
  expect(await askInLiveMode(`/v1/sessions/${session}/token`, owner, 'POST')).toMatchObject(saying('session'));
  expect(await askInLiveMode(`/v1/payments/${id}/confirm`, owner, 'POST')).toMatchObject(saying('payment'));
});

it('what is another merchant’s answers like nothing, in whichever mode', async () => {
  const { id } = await pay(stack);
  const stranger = await asUser(stack, 'owner', await createTestMerchant(stack.composed, 'Stranger'));
  const nothing = { status: 404, body: { error: { code: 'payment_not_found' } } };
  expect(await askInLiveMode(`/v1/payments/${id}`, stranger)).toMatchObject(nothing);
  expect(await stack.request('GET', `/v1/payments/${id}`, stranger)).toMatchObject(nothing);
});

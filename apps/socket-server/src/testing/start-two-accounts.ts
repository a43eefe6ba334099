import { startBraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import { startStripeServer } from '@fieldfare/processors/testing/stripe-server';
import { newId } from '@fieldfare/protocol';
import { asUser } from './as-user.ts';
import { startTestStack } from './start-test-stack.ts';
import type { TestStackOptions } from './start-test-stack.ts';

// Made up at run time, so that nothing in the sources looks like a key.
const SECRET_KEY = ['sk', 'test', newId('apiKey')].join('_');
const braintreeKey = () => newId('apiKey').slice(4);
const BRAINTREE = { merchant_id: braintreeKey(), public_key: braintreeKey(), private_key: braintreeKey() };

/** A merchant with an account at a local Stripe, which is asked first, and one at a local Braintree. */
export async function startTwoAccounts(options: Pick<TestStackOptions, 'runsJobs'> = {}) {
  let now = () => new Date();
  const stripe = await startStripeServer({ secretKey: SECRET_KEY, now: () => now() });
  const braintree = await startBraintreeServer({ credentials: BRAINTREE, now: () => now() });
  const stack = await startTestStack({
    ...options,
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
  return {
    stack,
    stripe,
    braintree,
    close: async () => {
      await stack.close();
      await stripe.close();
      await braintree.close();
    },
  };
}

export type TwoAccounts = Awaited<ReturnType<typeof startTwoAccounts>>;

import { startBraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import type { BraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import { startStripeServer } from '@fieldfare/processors/testing/stripe-server';
import type { StripeServer } from '@fieldfare/processors/testing/stripe-server';
import { newId, ProcessorAccount } from '@fieldfare/protocol';
import { asUser } from './as-user.ts';
import { startTestStack } from './start-test-stack.ts';
import type { TestStack } from './start-test-stack.ts';

// Made up at run time, so that nothing in the sources looks like a key.
const key = () => newId('apiKey').slice(4);

/** A webhook as it is posted. */
export interface Delivery {
  body: string;
  headers: Record<string, string>;
}

/** A payment server without jobs whose merchant has an account at a Stripe and, for euros, at a Braintree, both servers of our own. */
export interface ProcessorStack {
  stack: TestStack;
  stripe: StripeServer;
  braintree: BraintreeServer;
  stripeAccount: ProcessorAccount;
  braintreeAccount: ProcessorAccount;
  secretKey: string;
  signingSecret: string;
  /** Changes the merchant's accounts; signs in for each, because tests let more time pass than a sign-in lasts. */
  change: (path: string, body: Record<string, unknown>) => Promise<ProcessorAccount>;
  add: (body: Record<string, unknown>) => Promise<ProcessorAccount>;
  /** Delivers as a processor does: to the address that the account shows. */
  deliver: (delivery: Delivery, to?: ProcessorAccount) => Promise<{ status: number; body: Record<string, unknown> }>;
  close: () => Promise<void>;
}

export async function startProcessorStack(): Promise<ProcessorStack> {
  const secretKey = ['sk', 'test', key()].join('_');
  const signingSecret = ['whsec', key()].join('_');
  const credentials = { merchant_id: key(), public_key: key(), private_key: key() };
  let now = () => new Date();
  const stripe = await startStripeServer({ secretKey, now: () => now() });
  const braintree = await startBraintreeServer({ credentials, now: () => now() });
  const stack = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({
      ...settings,
      processorServers: { stripe: stripe.server, braintree: braintree.server },
    }),
  });
  now = () => stack.clock.now();
  const change = async (path: string, body: Record<string, unknown>) =>
    ProcessorAccount.parse((await stack.request('POST', path, { ...(await asUser(stack, 'owner')), body })).body);
  const add = (body: Record<string, unknown>) => change('/v1/processor_accounts', body);
  const stripeAccount = await add({ processor: 'stripe', secret_key: secretKey, webhook_secret: signingSecret });
  const euros = { rule: { currencies: ['EUR'] }, priority: 1 };
  const braintreeAccount = await add({ processor: 'braintree', ...credentials, ...euros });
  stack.clock.advance(500);
  return {
    stack,
    stripe,
    braintree,
    stripeAccount,
    braintreeAccount,
    secretKey,
    signingSecret,
    change,
    add,
    deliver: async ({ body, headers }, to = stripeAccount) => {
      const path = new URL(to.webhook_url).pathname;
      const response = await fetch(stack.url + path, { method: 'POST', headers, body });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    close: async () => {
      await stack.close();
      await Promise.all([stripe.close(), braintree.close()]);
    },
  };
}

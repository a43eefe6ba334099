import type { ConsoleSignIn, CustomerInvitation } from '@fieldfare/protocol';
import type { TestStack } from './start-test-stack.ts';
import { PASSWORD } from './test-merchant.ts';
import type { TestMerchant } from './test-merchant.ts';

export interface TestShopper {
  customer: string;
  email: string;
  userId: string;
  token: string;
}

/** A customer of the merchant. */
export async function createCustomer(stack: TestStack, email: string, at: TestMerchant = stack.merchant) {
  const { body } = await stack.request('POST', '/v1/customers', { token: at.secret, body: { name: 'Ada', email } });
  return (body as { id: string }).id;
}

/** What stands in the address of a new invitation. */
export async function invite(stack: TestStack, customer: string, at: TestMerchant = stack.merchant): Promise<string> {
  const { body } = await stack.request('POST', `/v1/customers/${customer}/account`, { token: at.secret });
  return (body as CustomerInvitation).url.split('#')[1] ?? '';
}

export function acceptInvitation(stack: TestStack, invitation: string, password: string = PASSWORD) {
  return stack.request('POST', '/v1/console/invitations/accept', { token: null, body: { invitation, password } });
}

export function signInShopper(
  stack: TestStack,
  email: string,
  { merchant = stack.merchant.id, mode = 'test', password = PASSWORD } = {},
) {
  const body = { email, password, shopper: { merchant, mode } };
  return stack.request('POST', '/v1/console/sign_in', { token: null, body });
}

/** A customer who has taken up their invitation and signed in. */
export async function createShopper(
  stack: TestStack,
  email: string,
  at: TestMerchant = stack.merchant,
): Promise<TestShopper> {
  const customer = await createCustomer(stack, email, at);
  await acceptInvitation(stack, await invite(stack, customer, at));
  const signedIn = (await signInShopper(stack, email, { merchant: at.id })).body as ConsoleSignIn;
  return { customer, email, userId: signedIn.user.id, token: signedIn.token };
}

import type { TestStack } from './start-test-stack.ts';

/** What a request of somebody at the console carries: the token, and the merchant in test mode. */
export async function asUser(stack: TestStack, role: 'owner' | 'viewer', merchant = stack.merchant) {
  const { token } = await stack.signIn(role, merchant);
  return { token, headers: { 'fieldfare-merchant': merchant.id, 'fieldfare-mode': 'test' } };
}

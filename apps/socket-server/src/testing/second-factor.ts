import type { MerchantRole, RecoveryCodes, SecondFactorChallenge, SecondFactorSetUp } from '@fieldfare/protocol';
import { Secret, TOTP } from 'otpauth';
import type { TestStack } from './start-test-stack.ts';
import { PASSWORD } from './test-merchant.ts';
import type { TestMerchant } from './test-merchant.ts';

const HALF_MINUTE_MS = 30_000;

/** What the person's app shows. */
export function codeOf(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}

/** Sets up a second factor as a person does; the clock goes on, so that their app shows a code that was not used. */
export async function setUpSecondFactor(stack: TestStack, token: string) {
  const path = '/v1/console/second_factor';
  const begun = await stack.request('POST', `${path}/set_up`, { token, body: {} });
  const { secret } = begun.body as SecondFactorSetUp;
  const body = { current_password: PASSWORD, code: codeOf(secret, stack.clock.now()) };
  const confirmed = await stack.request('POST', `${path}/confirm`, { token, body });
  if (confirmed.status !== 200) throw new Error(`no second factor: ${JSON.stringify(confirmed.body)}`);
  stack.clock.advance(HALF_MINUTE_MS);
  return { secret, ...(confirmed.body as RecoveryCodes) };
}

/** The challenge of somebody whose password was right. */
export async function challengeOf(stack: TestStack, merchant: TestMerchant, role: MerchantRole): Promise<string> {
  const body = { email: merchant.email(role), password: PASSWORD };
  const answer = await stack.request('POST', '/v1/console/sign_in', { token: null, body });
  return (answer.body as SecondFactorChallenge).challenge;
}

import type { PasswordHasher } from '@fieldfare/access';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestStack } from './testing/start-test-stack.ts';
import type { TestStack } from './testing/start-test-stack.ts';
import { PASSWORD } from './testing/test-merchant.ts';

const IP = '198.51.100.7';
// Nobody's, of a cost that takes a second or more: those which wait are still there when the test is over.
const SLOW_HASH = `$2b$14$${'a'.repeat(21)}u${'b'.repeat(31)}`;

let stack: TestStack;
beforeEach(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterEach(() => stack.close());

const signIn = () =>
  stack.composed.deps.consoleAuth.signIn({ email: stack.merchant.email('owner'), password: PASSWORD, ip: IP });

/** More wrong guesses than may wait; answers once some were refused, which is when every place is taken. */
async function flood(hasher: PasswordHasher, networkOf: (guess: number) => string): Promise<void> {
  await new Promise<void>((resolve) => {
    for (let i = 0; i < 80; i++) hasher.verify('a guess', SLOW_HASH, networkOf(i)).catch(() => resolve());
  });
}
const eachItsOwn = (guess: number) => `network ${guess}`;

it("lets an API key's first check through while wrong passwords have taken every place", async () => {
  const { apiKeyVerifier, passwordHasher } = stack.composed.deps;
  await flood(passwordHasher, eachItsOwn);
  const { id, secret } = stack.merchant;
  expect(await apiKeyVerifier.verify(secret, { ip: IP })).toMatchObject({ merchantId: id });
});

it('lets somebody sign in while wrong API keys have taken every place', async () => {
  await flood(stack.composed.deps.keyHasher, eachItsOwn);
  expect(await signIn()).toMatchObject({ user: { email: stack.merchant.email('owner') } });
});

it('lets somebody sign in while another network has taken every place', async () => {
  await flood(stack.composed.deps.passwordHasher, () => 'one network');
  expect(await signIn()).toMatchObject({ user: { email: stack.merchant.email('owner') } });
});

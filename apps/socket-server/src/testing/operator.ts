import { createInstallation } from '@fieldfare/db';
import type { ConsoleSignIn } from '@fieldfare/protocol';
import type { TestStack } from './start-test-stack.ts';
import { PASSWORD } from './test-merchant.ts';

const EMAIL = 'operator@fieldfare.test';

/** Somebody who runs the installation, and is a member of no merchant. */
export async function signInOperator(stack: TestStack): Promise<ConsoleSignIn> {
  const { deps, database } = stack.composed;
  const passwordHash = await deps.passwordHasher.hash(PASSWORD);
  const operator = { email: EMAIL, name: 'Operator', passwordHash, role: 'ADMIN' } as const;
  await createInstallation(database).ensureUser(operator, stack.clock.now());
  const body = { email: EMAIL, password: PASSWORD };
  return (await stack.request('POST', '/v1/console/sign_in', { token: null, body })).body as ConsoleSignIn;
}

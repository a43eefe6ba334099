import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { ensureDemoMerchant } from './demo-merchant.ts';
import { refuseDemoPeople } from './refuse-demo-people.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.close());

const start = (isProduction: boolean) => {
  const { deps } = stack.composed;
  return refuseDemoPeople({ ...deps, settings: { ...deps.settings, isProduction } });
};

it('serves no production database in which the demo’s people can sign in by their published password', async () => {
  await expect(start(true)).resolves.toBeUndefined();
  await ensureDemoMerchant(stack.composed, []);
  await expect(start(false)).resolves.toBeUndefined();
  await expect(start(true)).rejects.toThrow(
    /owner@demo\.test, viewer@demo\.test, operator@demo\.test.*set DATABASE_URL/,
  );
});

it('takes people of these names who have a password of their own', async () => {
  const passwordHash = await stack.composed.deps.passwordHasher.hash('a password of their own');
  await stack.composed.database.prisma.user.updateMany({ data: { passwordHash } });
  await expect(start(true)).resolves.toBeUndefined();
});

import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@fieldfare/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { createCommandLineTries } from './command-line-tries.ts';
import { createInstallation } from './installation.ts';

const actor = { type: 'system', id: null, name: 'Operator' } as const;
const lock = { points: 3, windowMs: 60_000, lockMs: 60_000 };
let test: TestDatabase;
let database: Database;
let userId: string;
beforeEach(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.paymentsUrl });
  userId = await createInstallation(database).ensureUser(
    { email: 'ada@example.test', name: 'Ada', passwordHash: 'none', role: 'ADMIN' },
    new Date(),
  );
});
afterEach(async () => {
  await database.close();
  await test.drop();
});

const note = () => ({ userId, actor, at: new Date(), requestId: newId('request') });

it('a try that took too long to be counted tells nobody whether it was right', async () => {
  const tries = createCommandLineTries(database, lock, 200);
  const endOf = (value: string | null) =>
    tries
      .run(note(), () => delay(400, value))
      .then(
        () => 'an answer',
        (error: unknown) => String(error),
      );
  const wrong = await endOf(null);
  expect(wrong).toContain('did not write down');
  expect(await endOf('right')).toBe(wrong);
});

it('so many failures at once lock, and what is right is not tried then', async () => {
  const tries = createCommandLineTries(database, lock);
  const tried = await Promise.all(Array.from({ length: 6 }, () => tries.run(note(), () => Promise.resolve(null))));
  expect(tried.map(({ type }) => type).toSorted()).toEqual(['locked', 'locked', 'locked', 'wrong', 'wrong', 'wrong']);
  expect(await tries.run(note(), () => Promise.resolve('right'))).toMatchObject({ type: 'locked' });
});

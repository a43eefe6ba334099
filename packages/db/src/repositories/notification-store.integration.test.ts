import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenTestDatabase, openTestDatabase } from '../testing/open-test-database.ts';
import { createNotificationStore } from './notification-store.ts';
import { sweepExpired } from './sweep-expired.ts';

const DAY_MS = 86_400_000;

let opened: OpenTestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

it('[NT2] keeps a notification for a year, and who has read it with it', async () => {
  const { pool } = opened.database;
  const store = createNotificationStore(pool);
  const reader = { userId: newId('user'), merchantId: null, isOperator: true };
  const now = new Date();
  for (const [title, ageDays] of [
    ['Old', 366],
    ['Young', 364],
  ] as const) {
    await store.add({
      audience: { type: 'operators' },
      kind: 'test.raised',
      severity: 'info',
      title,
      body: 'It says what to do.',
      id: newId('notification'),
      at: new Date(now.getTime() - ageDays * DAY_MS),
    });
  }
  await store.markRead(reader, null, now);
  await sweepExpired(pool, now);
  const { items } = await store.list(reader, { limit: 10, isUnreadOnly: false });
  expect(items.map(({ title }) => title)).toEqual(['Young']);
  expect((await opened.owner.query('SELECT count(*)::int AS n FROM notification_reads')).rows).toEqual([{ n: 1 }]);
});

import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { createIdempotencyStore } from './idempotency-store.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

it('a try that is refused after another one has taken over forgets nothing of that one', async () => {
  const store = createIdempotencyStore(test.database.pool);
  const merchantId = await insertMerchant(test.database);
  const scope = { merchantId, mode: 'test', method: 'POST', path: '/v1/customers', key: 'k' } as const;
  const hash = Buffer.alloc(32);
  const [stalledAt, takenOverAt] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:01:01Z')];
  const begin = (at: Date) => store.begin(scope, hash, newId('claim', at), at);
  expect(await begin(stalledAt)).toMatchObject({ type: 'new', claim: { isRepeat: false } });
  expect(await begin(takenOverAt)).toMatchObject({ type: 'new', claim: { isRepeat: true } });
  await store.abandon(scope, stalledAt);
  expect(await begin(takenOverAt)).toEqual({ type: 'in_flight' });
  await store.abandon(scope, takenOverAt);
  expect(await begin(takenOverAt)).toMatchObject({ type: 'new', claim: { isRepeat: false } });
});

import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { createEndpointStore } from './endpoint-store.ts';
import type { EndpointStore } from './endpoint-store.ts';

const HOUR_MS = 3_600_000;

let test: OpenTestDatabase;
let store: EndpointStore;
let now = new Date('2026-11-01T12:00:00Z');

beforeAll(async () => {
  test = await openTestDatabase();
  store = createEndpointStore(test.database, { now: () => now });
});
afterAll(() => test.close());

const change = () => ({ actor: { type: 'system', id: null, name: 'Test' } as const, requestId: 'req_test', at: now });
const scopeOf = async () => ({ merchantId: await insertMerchant(test.database), mode: 'test' as const });
const endpointOf = (scope: { merchantId: string; mode: 'test' | 'live' }) => ({
  ...scope,
  id: newId('webhookEndpoint'),
  url: 'https://shop.example/',
  description: null,
  eventTypes: ['*'],
  secretId: newId('secret'),
  createdAt: now,
});

it('keeps as many as a merchant may have in each mode, also where all come at once', async () => {
  const scope = await scopeOf();
  const made = await Promise.all(Array.from({ length: 8 }, () => store.insert(endpointOf(scope), 3, change())));
  expect(made.filter((endpoint) => endpoint !== null)).toHaveLength(3);
  expect((await store.list(scope, { limit: 100 })).items).toHaveLength(3);
  expect(await store.insert({ ...endpointOf(scope), mode: 'live' }, 3, change())).toMatchObject({ mode: 'live' });
  expect(await store.insert(endpointOf(await scopeOf()), 3, change())).not.toBeNull();
});

it('says until when the former secret signs too, and nothing once that is over', async () => {
  const scope = await scopeOf();
  const { id } = (await store.insert(endpointOf(scope), 3, change())) ?? { id: '' };
  const endsAt = new Date(now.getTime() + HOUR_MS);
  await store.rotate(id, scope, newId('secret'), endsAt, change());
  const shown = async () => (await store.find(id, scope))?.previous_secret_expires_at;
  expect(await shown()).toBe(endsAt.toISOString());
  now = endsAt;
  expect(await shown()).toBeNull();
});

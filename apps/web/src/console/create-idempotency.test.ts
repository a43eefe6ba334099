import { expect, test } from 'vitest';
import { ApiError } from './api/api-error.ts';
import { createIdempotency } from './create-idempotency.ts';

const failure = (status: number) =>
  new ApiError({ status, code: 'x', message: 'x', param: null, requestId: null, retryAfterSeconds: null });

function setUp() {
  let made = 0;
  const idempotency = createIdempotency(() => `k${++made}`);
  const keys: string[] = [];
  const spend = (body: unknown, outcome?: Error) =>
    idempotency
      .spend(body, async (key) => {
        keys.push(key);
        if (outcome) throw outcome;
      })
      .catch(() => undefined);
  return { spend, keys };
}

test('a repeat after silence or a fault of the server carries the same key', async () => {
  const { spend, keys } = setUp();
  await spend({ a: 1 }, failure(0));
  await spend({ a: 1 }, failure(503));
  await spend({ a: 1 });
  expect(keys).toEqual(['k1', 'k1', 'k1']);
});

test('another body, and anything after a certain answer, gets a key of its own', async () => {
  const { spend, keys } = setUp();
  await spend({ a: 1 }, failure(0));
  await spend({ a: 2 }, failure(409));
  await spend({ a: 2 });
  await spend({ a: 2 });
  expect(keys).toEqual(['k1', 'k2', 'k3', 'k4']);
});

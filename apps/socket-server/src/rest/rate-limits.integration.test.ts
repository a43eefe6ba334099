import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({
      ...settings,
      limits: {
        ...settings.limits,
        requestsPerMinutePerIp: 12,
        requestsPerMinutePerKey: 3,
        requestsPerMinutePerMerchant: 5,
      },
    }),
  });
});

afterAll(async () => {
  await stack.close();
});

const ask = (token: string) => stack.request('GET', '/v1/payments', { token });

it('counts requests by key, by merchant and by address, says what is left, and refuses what is too much', async () => {
  const { secret, publishable } = stack.merchant;
  const first = await ask(secret);
  expect(first.status).toBe(200);
  expect(first.headers.get('ratelimit-policy')).toBe('"ip";q=12;w=60, "key";q=3;w=60, "merchant";q=5;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"ip";r=11;t=\d+, "key";r=2;t=\d+, "merchant";r=4;t=\d+$/);
  expect([(await ask(secret)).status, (await ask(secret)).status]).toEqual([200, 200]);

  const tooMany = (message: string) => ({
    status: 429,
    body: { error: { type: 'rate_limited', code: 'too_many_requests', message: expect.stringContaining(message) } },
  });
  const byKey = await ask(secret);
  expect(byKey).toMatchObject(tooMany('with this key'));
  expect(byKey.headers.get('ratelimit')).toMatch(/"key";r=0;t=[1-9]\d*$/);
  expect(Number(byKey.headers.get('retry-after'))).toBeGreaterThan(0);
  // Another key of the same merchant, whose share is then used up too.
  expect([(await ask(publishable)).status, (await ask(publishable)).status]).toEqual([403, 403]);
  const headers = { origin: SHOP_ORIGIN };
  const fromPage = await stack.request('POST', '/v1/sessions', { token: publishable, body: {}, headers });
  expect(fromPage).toMatchObject(tooMany('of this merchant'));
  // The page can read it.
  expect(fromPage.headers.get('access-control-allow-origin')).toBe(SHOP_ORIGIN);
  expect(fromPage.headers.get('access-control-expose-headers')).toContain('Retry-After');
  const other = await createTestMerchant(stack.composed, 'Other');
  expect((await ask(other.secret)).status).toBe(200);

  for (let strangers = 0; strangers < 3; strangers++) expect((await ask('sk_test_garbage')).status).toBe(401);
  // An address that is none counts, too.
  expect((await stack.request('GET', '/v1/nothing')).status).toBe(404);
  expect(await ask(other.secret)).toMatchObject(tooMany('from this address'));
  const metrics = await (await fetch(`${stack.url}/metrics`)).text();
  for (const limit of ['ip', 'key', 'merchant'])
    expect(metrics).toContain(`rate_limit_exceeded_total{limit="${limit}"} 1`);
  expect((await stack.request('GET', '/health/ready', { token: null })).status).toBe(200);
});

it('tells of an address that goes on asking in no more than 120 lines a minute, and counts every request', async () => {
  const before = stack.lines.length;
  for (let asked = 0; asked < 130; asked++) expect((await ask(stack.merchant.secret)).status).toBe(429);
  const told = () => stack.lines.slice(before).filter((line) => line.includes('"request answered"'));
  await expect.poll(() => told().length).toBeGreaterThan(100);
  expect(told().length).toBeLessThanOrEqual(120);
  const metrics = await (await fetch(`${stack.url}/metrics`)).text();
  expect(metrics).toMatch(/http_requests_total\{method="GET",route="\/v1\/payments",status="429"\} 1\d\d\n/);
});

it('counts nobody against a merchant for which they do not work, and tells them nothing of its share', async () => {
  const quiet = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({ ...settings, limits: { ...settings.limits, requestsPerMinutePerMerchant: 5 } }),
  });
  try {
    const other = await createTestMerchant(quiet.composed, 'Other');
    const { token } = await quiet.signIn('owner', other);
    const headers = { 'fieldfare-merchant': quiet.merchant.id, 'fieldfare-mode': 'test' };
    for (let asked = 0; asked < 6; asked++) {
      const refused = await quiet.request('GET', '/v1/payments', { token, headers });
      expect(refused.status).toBe(403);
      expect(refused.headers.get('ratelimit')).not.toContain('merchant');
    }
    const own = await quiet.request('GET', '/v1/payments', { token: quiet.merchant.secret });
    expect(own.headers.get('ratelimit')).toContain('"merchant";r=4');
  } finally {
    await quiet.close();
  }
});

import { newId, RestError } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { SHOP_ORIGIN } from '../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

interface RawRequest {
  path?: string;
  method?: string;
  body?: string;
  headers?: Record<string, string>;
}

describe('a request that cannot be read', () => {
  const raw = async ({ path = '/v1/sessions', headers, ...init }: RawRequest) => {
    const response = await fetch(stack.url + path, {
      ...init,
      headers: { authorization: `Bearer ${stack.merchant.secret}`, ...headers },
    });
    const body: unknown = await response.json();
    return { status: response.status, body };
  };
  const json = { 'content-type': 'application/json' };

  it.each([
    ['broken JSON', { method: 'POST', body: '{"amount_minor":', headers: json }, 400, 'json_invalid'],
    ['a poisoned prototype', { method: 'POST', body: '{"__proto__":{"x":1}}', headers: json }, 400, 'json_invalid'],
    [
      'another media type',
      { method: 'POST', body: 'a=b', headers: { 'content-type': 'text/plain' } },
      415,
      'media_type_unsupported',
    ],
    [
      'a huge body',
      { method: 'POST', body: `{"reference":"${'x'.repeat(110_000)}"}`, headers: json },
      413,
      'body_too_large',
    ],
    ['an unknown address', { path: '/v1/nothing' }, 404, 'route_not_found'],
    [
      'an unknown version',
      { path: '/v1/payments', headers: { 'fieldfare-version': '1999-01-01' } },
      400,
      'version_unsupported',
    ],
  ])('%s is answered in our own words', async (_, init, status, code) => {
    const answer = await raw(init);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(RestError.safeParse(answer.body).success).toBe(true);
  });
});

it.each([
  ['GET', '/v1/balance?currency=USD', {}],
  ['GET', `/v1/payments/${newId('payment')}?expand=refunds`, {}],
  ['POST', `/v1/payments/${newId('payment')}/confirm?amount_minor=5`, {}],
  ['POST', `/v1/sessions/${newId('session')}/expire`, { body: { at: 'once' } }],
])('%s %s refuses a parameter that it does not have, and ignores none', async (method, path, init) => {
  const answer = await stack.request(method, path, init);
  expect(answer).toMatchObject({ status: 422, body: { error: { code: 'parameter_unknown' } } });
});

it.each(['/v1/payments', '/v1/nothing', '/health/live'])(
  'every answer has the headers that a browser is to obey, as has that to %s',
  async (path) => {
    const headers = Object.fromEntries((await fetch(stack.url + path)).headers);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
  },
);

describe('other origins', () => {
  const preflight = async (origin: string, path: string) => {
    const headers = { origin, 'access-control-request-method': 'POST' };
    const response = await fetch(stack.url + path, { method: 'OPTIONS', headers });
    return response.headers.get('access-control-allow-origin');
  };

  it('read nothing, but for the console and a page that creates its session', async () => {
    expect(await preflight(stack.settings.origins.web, '/v1/payments/x/confirm')).toBe(stack.settings.origins.web);
    expect(await preflight('https://evil.example', '/v1/payments/x/confirm')).toBeNull();
    expect(await preflight(SHOP_ORIGIN, '/v1/payments/x/confirm')).toBeNull();
    expect(await preflight(SHOP_ORIGIN, '/v1/sessions')).toBe(SHOP_ORIGIN);
  });
});

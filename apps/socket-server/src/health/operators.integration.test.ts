import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pay } from '../testing/pay.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

describe('what operators ask', () => {
  it('health names each dependency, readiness only answers', async () => {
    const health = await stack.request('GET', '/health', { token: null });
    expect(health).toMatchObject({ status: 200, body: { status: 'ok' } });
    const { dependencies } = health.body as { dependencies: { name: string; status: string }[] };
    expect(dependencies.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'database ok',
      'key_ring ok',
      'kms ok',
      'sandbox_bank ok',
    ]);
    expect((await stack.request('GET', '/health/ready', { token: null })).body).toEqual({ status: 'ok' });
    expect((await stack.request('GET', '/health/live', { token: null })).body).toEqual({ status: 'ok' });
  });

  it('JWKS holds public keys only', async () => {
    const jwks = (await stack.request('GET', '/.well-known/jwks.json', { token: null })).body as { keys: object[] };
    expect(jwks.keys.length).toBeGreaterThan(0);
    for (const key of jwks.keys) expect(key).not.toHaveProperty('d');
  });

  it('metrics count by patterns, never by ids', async () => {
    const { id } = await pay(stack);
    await stack.request('GET', `/v1/payments/${id}`);
    const text = await (await fetch(`${stack.url}/metrics`)).text();
    expect(text).toMatch(/http_requests_total\{method="GET",route="\/v1\/payments\/:id",status="200"\} \d/);
    expect(text).toMatch(/payments_total\{status="authorized",mode="test"\} \d/);
    expect(text).toMatch(/socket_handshakes_total\{namespace="fields",outcome="accepted"\} \d/);
    expect(text).toMatch(/database_query_total\{operation="select",table="begin_payments",outcome="ok"\} \d/);
    expect(text).toMatch(/database_query_duration_seconds_count\{operation="select",table="api_keys"\} \d/);
    expect(text).toMatch(/socket_messages_total\{namespace="fields",event="process_payment",outcome="ok"\} \d/);
    expect(text).not.toContain(id);
  });

  it('metrics ask for their token where one is set', async () => {
    const guarded = await startTestStack({
      settings: (settings) => ({ ...settings, metricsToken: 'a-long-enough-token' }),
      runsJobs: false,
    });
    try {
      const ask = async (authorization: string) =>
        (await fetch(`${guarded.url}/metrics`, { headers: { authorization } })).status;
      expect([await ask(''), await ask('Bearer wrong'), await ask('Bearer a-long-enough-token')]).toEqual([
        401, 401, 200,
      ]);
    } finally {
      await guarded.close();
    }
  });
});

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
      'processors ok',
      'sandbox_bank ok',
    ]);
    expect((await stack.request('GET', '/health/ready', { token: null })).body).toEqual({ status: 'ok' });
    expect((await stack.request('GET', '/health/live', { token: null })).body).toEqual({ status: 'ok' });
  });

  it('health is degraded by what the server can serve without, which readiness ignores, as it does processors', async () => {
    const { processorCircuits } = stack.composed.deps.metrics;
    const account = { processor: 'stripe', id: 'pacc_x' };
    processorCircuits.changed(account, true);
    try {
      const health = await stack.request('GET', '/health', { token: null });
      expect(health).toMatchObject({ status: 200, body: { status: 'degraded' } });
      expect((health.body as { dependencies: unknown[] }).dependencies).toContainEqual(
        expect.objectContaining({ name: 'processors', status: 'failing', is_required: false }),
      );
      expect(JSON.stringify(health.body)).not.toContain('pacc_x');
      expect((await stack.request('GET', '/health/ready', { token: null })).status).toBe(200);
      // One merchant's account is no outage where another's is answered.
      processorCircuits.asked({ processor: 'stripe', id: 'pacc_y' });
      expect((await stack.request('GET', '/health', { token: null })).body).toMatchObject({ status: 'ok' });
    } finally {
      processorCircuits.changed(account, false);
    }
  });

  it('without what it needs the server is not ready, and alive', async () => {
    const { healthChecks } = stack.composed.deps;
    const failing = { isHealthy: false, detail: 'It is away.' };
    healthChecks.push({ name: 'needed', isRequired: true, check: async () => failing });
    try {
      expect(await stack.request('GET', '/health', { token: null })).toMatchObject({
        status: 503,
        body: { status: 'unavailable' },
      });
      const ready = await stack.request('GET', '/health/ready', { token: null });
      expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable' }]);
      expect((await stack.request('GET', '/health/live', { token: null })).status).toBe(200);
    } finally {
      healthChecks.pop();
    }
  });

  it('what does not answer is failing after two seconds, and holds nobody up', async () => {
    const { healthChecks } = stack.composed.deps;
    healthChecks.push({ name: 'silent', isRequired: false, check: () => new Promise(() => undefined) });
    healthChecks.push({ name: 'broken', isRequired: false, check: () => Promise.reject(new Error('secret of ours')) });
    try {
      const health = await stack.request('GET', '/health', { token: null });
      expect(health).toMatchObject({ status: 200, body: { status: 'degraded' } });
      for (const name of ['silent', 'broken'])
        expect((health.body as { dependencies: unknown[] }).dependencies).toContainEqual(
          expect.objectContaining({ name, status: 'failing', detail: 'It does not answer.' }),
        );
      expect((await stack.request('GET', '/health/ready', { token: null })).status).toBe(200);
    } finally {
      healthChecks.length -= 2;
    }
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

  it('metrics are for this machine alone where no token is set, whatever a stranger writes into a header', async () => {
    const headers = { 'x-forwarded-for': '127.0.0.1' };
    const askFrom = async (remoteAddress: string) =>
      (await stack.server.fastify.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
    expect([await askFrom('203.0.113.9'), await askFrom('127.0.0.1')]).toEqual([401, 200]);
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

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { API_VERSION, newId, RestError, WebhookEndpointWithSecret } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asUser } from '../testing/as-user.ts';
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

/** What is answered to bytes that need not be HTTP. */
const answerTo = async (bytes: string) => {
  const { hostname, port } = new URL(stack.url);
  const socket = connect(Number(port), hostname);
  socket.end(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: RestError.parse(JSON.parse(body)) };
};

const openConnections = () =>
  new Promise<number>((resolve) => stack.server.fastify.server.getConnections((_, count) => resolve(count)));

describe('bytes that are no request', () => {
  it.each([
    [
      'a line break in a header',
      'GET /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk\nx\r\n\r\n',
      400,
      'line break',
    ],
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'cannot be read as HTTP'],
    ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'longer than 16 KB'],
  ])('%s: answered in our words, with a request id, and not quoted', async (_, bytes, status, words) => {
    const answer = await answerTo(bytes);
    expect(answer).toMatchObject({ status, body: { error: { code: 'request_malformed' } } });
    expect(answer.body.error.message).toContain(words);
    expect(answer.head).toContain(`Request-Id: ${answer.body.error.request_id}`);
    expect(answer.head).toContain('Connection: close');
    expect(answer.head.toLowerCase()).toContain('x-content-type-options: nosniff');
  });

  it('end their connection, also where the client keeps its side open', async () => {
    const { hostname, port } = new URL(stack.url);
    const before = await openConnections();
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.write('hello\r\n\r\n');
    expect(await text(socket)).toContain('HTTP/1.1 400 ');
    await expect.poll(openConnections).toBe(before);
    socket.destroy();
  });
});

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

it.each(['4242%E0%A4%A', '4242'.repeat(40)])(
  'the address of %s is answered in our own words, and never quoted',
  async (id) => {
    const response = await fetch(`${stack.url}/v1/payments/${id}`);
    const text = await response.text();
    expect(RestError.parse(JSON.parse(text)).error).toMatchObject({
      type: 'invalid_request',
      code: 'request_malformed',
      request_id: response.headers.get('request-id'),
    });
    expect(response.status).toBe(400);
    expect(text).not.toContain('4242');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
  },
);

it.each(['%00', 'a%00b', 'pay%0A', 'x'.repeat(90), '%F0%9F%98%80'])(
  'the id %s in a path is that of nothing, whatever is asked',
  async (id) => {
    const verbs = ['GET payments/{}', 'GET payments/{}/events', 'POST payments/{}/confirm', 'GET customers/{}'];
    verbs.push('POST customers/{}', 'POST sessions/{}', 'POST sessions/{}/expire', 'POST sessions/{}/token');
    verbs.push('GET refunds/{}', 'GET disputes/{}', 'GET events/{}', 'POST events/{}/redeliver', 'GET approvals/{}');
    verbs.push('GET payment_methods/{}', 'POST payment_methods/{}/revoke', 'DELETE webhook_endpoints/{}');
    verbs.push('GET webhook_endpoints/{}/deliveries', 'GET webhook_endpoints/{}/deliveries/{}/attempts');
    for (const verb of verbs) {
      const [method = '', path = ''] = verb.replaceAll('{}', id).split(' ');
      const answer = await stack.request(method, `/v1/${path}`);
      expect(answer, verb).toMatchObject({
        status: 404,
        body: { error: { code: expect.stringMatching(/_not_found$/) } },
      });
    }
  },
);

describe('a list', () => {
  const LISTS: [path: string, id: string][] = [
    ['api_keys', newId('apiKey')],
    ['approvals', newId('approval')],
    ['audit_log', '1042'],
    ['customers', newId('customer')],
    ['disputes', newId('dispute')],
    ['events', newId('event')],
    ['notifications', newId('notification')],
    ['payment_methods', newId('paymentMethod')],
    ['payments', newId('payment')],
    ['refunds', newId('refund')],
    ['webhook_endpoints', newId('webhookEndpoint')],
    ['webhook_endpoints/{id}/deliveries', newId('webhookDelivery')],
  ];

  it.each(LISTS)('of %s refuses to begin behind one and end before another', async (path, id) => {
    const owner = await asUser(stack, 'owner');
    const body = { url: 'https://shop.example/webhooks' };
    const { body: endpoint } = await stack.request('POST', '/v1/webhook_endpoints', { ...owner, body });
    const list = path.replace('{id}', WebhookEndpointWithSecret.parse(endpoint).id);
    const both = await stack.request('GET', `/v1/${list}?starting_after=${id}&ending_before=${id}`, owner);
    expect(both).toMatchObject({
      status: 422,
      body: { error: { code: 'parameter_conflict', param: 'ending_before' } },
    });
    expect((await stack.request('GET', `/v1/${list}?starting_after=${id}`, owner)).status).toBe(200);
  });

  it('of a merchant’s stands above, whichever it is', async () => {
    const { paths } = (await stack.request('GET', '/v1/openapi.json')).body as {
      paths: Record<string, { get?: { parameters: { name?: string }[] } }>;
    };
    const paged = Object.entries(paths)
      .filter(([, { get }]) => get?.parameters.some(({ name }) => name === 'ending_before'))
      .map(([path]) => path.replace('/v1/', ''));
    // Those of shoppers and of operators ask the same function.
    const others = ['merchants', 'own/payment_methods', 'own/payments'];
    expect(paged.toSorted()).toEqual([...LISTS.map(([path]) => path), ...others].toSorted());
  });

  it('of events follows their sequence, or is paged', async () => {
    const answer = await stack.request('GET', `/v1/events?after_sequence=0&starting_after=${newId('event')}`);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        error: {
          param: 'after_sequence',
          message: 'after_sequence must be left out where starting_after or ending_before stands.',
        },
      },
    });
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

describe('a request', () => {
  const linesOf = (id: string | null) =>
    stack.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ request_id: logged }) => logged === id);

  it('is named by an id that its answer, its header and the log have', async () => {
    const answer = await stack.request('GET', `/v1/payments/${newId('payment')}`);
    const { request_id: id } = RestError.parse(answer.body).error;
    expect(answer.headers.get('request-id')).toBe(id);
    await vi.waitFor(() => {
      expect(linesOf(id)).toEqual([
        expect.objectContaining({
          msg: 'request answered',
          method: 'GET',
          route: '/v1/payments/:id',
          status: 404,
          code: 'not_found',
          detail: 'payment_not_found',
          merchant_id: stack.merchant.id,
        }),
      ]);
    });
    const fine = await stack.request('GET', '/v1/payments');
    expect(linesOf(fine.headers.get('request-id'))).toMatchObject([{ status: 200 }]);
    expect(fine.headers.get('request-id')).not.toBe(id);
  });

  it('that fails for a reason of ours is answered without it, and logged with it', async () => {
    const broken = new Error('relation "cards" holds 4242 4242 4242 4242');
    const finding = vi.spyOn(stack.composed.deps.payments, 'find').mockRejectedValue(broken);
    try {
      const answer = await stack.request('GET', `/v1/payments/${newId('payment')}`);
      const { error } = RestError.parse(answer.body);
      expect([answer.status, error.code]).toEqual([500, 'internal_error']);
      expect(JSON.stringify(answer.body)).not.toMatch(/relation|4242/);
      const logged = linesOf(error.request_id).find(({ level }) => level === 'error');
      expect(logged).toMatchObject({ msg: 'request failed', detail: 'internal_error' });
      expect(JSON.stringify(logged)).toContain('relation');
      expect(JSON.stringify(logged)).not.toContain('4242 4242');
    } finally {
      finding.mockRestore();
    }
  });

  it.each(['/v1/payments', '/v1/openapi.json', '/v1/nothing'])(
    'to %s is answered with the version that answered, and kept by no cache but for what is public',
    async (path) => {
      const { headers } = await stack.request('GET', path);
      expect(headers.get('fieldfare-version')).toBe(API_VERSION);
      expect(headers.get('cache-control')).toBe(path.includes('openapi') ? 'public, max-age=300' : 'no-store');
    },
  );
});

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

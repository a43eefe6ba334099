import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { FieldfareApiError } from './api-error.ts';
import { createClient } from './create-client.ts';
import type { FieldfareClient } from './create-client.ts';
import type { ClientOptions } from './send-request.ts';

const SESSION = { mode: 'payment', amount_minor: 4900, currency: 'USD', origin: 'https://shop.example' } as const;
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

interface Seen {
  url: string;
  headers: IncomingMessage['headers'];
}

async function serverThat(...answers: ((response: ServerResponse) => void)[]) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: `${request.method} ${request.url}`, headers: request.headers });
    request.resume().on('end', () => (answers.shift() ?? ok({}))(response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return { seen, url, client: createClient({ secretKey: 'sk_test_example', baseUrl: url }) };
}

const ok = (body: object) => (response: ServerResponse) =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
const failing = (status: number, code: string) => (response: ServerResponse) => {
  response.statusCode = status;
  response.end(
    JSON.stringify({
      error: { type: 'conflict', code, message: 'No.', param: null, request_id: 'req_1', doc_url: '' },
    }),
  );
};
const answering = (status: number, type: string, text: string) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': type, 'request-id': 'req_1' }).end(text);
const hangUp = (response: ServerResponse) => void response.destroy();

describe('server SDK', () => {
  it('sends the secret key and an idempotency key, and answers the body', async () => {
    const { seen, client } = await serverThat(ok({ id: 'sess_1' }));
    expect(await client.sessions.create(SESSION, { idempotencyKey: 'order-1' })).toEqual({ id: 'sess_1' });
    expect(seen[0]?.url).toBe('POST /v1/sessions');
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer sk_test_example', 'idempotency-key': 'order-1' });
  });

  it('repeats a write under the same idempotency key after a lost answer and after 503', async () => {
    const { seen, client } = await serverThat(hangUp, failing(503, 'shutting_down'), ok({ id: 'pay_1' }));
    expect(await client.payments.confirm('pay_1')).toEqual({ id: 'pay_1' });
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(seen).toHaveLength(3);
  });

  it('waits for the first request under its key, as long as it is told to', async () => {
    const busy = (response: ServerResponse) => {
      response.setHeader('retry-after', '1');
      failing(409, 'idempotency_key_in_use')(response);
    };
    const { seen, client } = await serverThat(busy, ok({ id: 'pay_1' }));
    const startedAt = performance.now();
    expect(await client.payments.confirm('pay_1')).toEqual({ id: 'pay_1' });
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(seen).toHaveLength(2);
  });

  it('takes its key nowhere that an answer sends it to', async () => {
    const elsewhere = await serverThat(ok({ id: 'pay_1' }));
    const moved = (response: ServerResponse) => {
      response.writeHead(307, { location: `${elsewhere.url}/v1/payments/pay_1` }).end();
    };
    const { seen, client } = await serverThat(moved);
    const error = await client.payments.retrieve('pay_1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 307, code: 'unexpected_answer' });
    expect((error as Error).message).toContain(`redirects to ${elsewhere.url}, and was not followed. Set baseUrl`);
    expect(seen).toHaveLength(1);
    expect(elsewhere.seen).toEqual([]);
  });

  it('throws what the server refused, at once, and never shows the key', async () => {
    const { seen, client } = await serverThat(failing(409, 'payment_in_flight'));
    const error = await client.sessions.token('sess_1').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FieldfareApiError);
    expect(error).toMatchObject({ status: 409, code: 'payment_in_flight', requestId: 'req_1' });
    expect(JSON.stringify(error) + String(error)).not.toContain('sk_test');
    expect(seen).toHaveLength(1);
  });

  it('walks a list page by page, with its filters written as the server reads them', async () => {
    const page = (has_more: boolean, ...ids: string[]) =>
      ok({ object: 'list', data: ids.map((id) => ({ id })), has_more });
    const { seen, client } = await serverThat(page(true, 'pay_3', 'pay_2'), page(false, 'pay_1'));
    const ids: string[] = [];
    for await (const { id } of client.payments.all({ status: ['authorized', 'captured'], metadata: { cart: 'c 9' } })) {
      ids.push(id);
    }
    expect(ids).toEqual(['pay_3', 'pay_2', 'pay_1']);
    const query = 'status=authorized%2Ccaptured&metadata%5Bcart%5D=c+9';
    expect(seen.map(({ url }) => url)).toEqual([
      `GET /v1/payments?${query}`,
      `GET /v1/payments?${query}&starting_after=pay_2`,
    ]);
    expect(seen[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it('follows events by their sequence where it began with one', async () => {
    const page = (has_more: boolean, ...sequences: number[]) =>
      ok({ object: 'list', data: sequences.map((sequence) => ({ id: `evt_${sequence}`, sequence })), has_more });
    const { seen, client } = await serverThat(page(true, 42, 43), page(false, 44));
    const sequences: number[] = [];
    for await (const { sequence } of client.events.all({ after_sequence: 41, type: 'payment.*' })) {
      sequences.push(sequence);
    }
    expect(sequences).toEqual([42, 43, 44]);
    expect(seen.map(({ url }) => url)).toEqual([
      'GET /v1/events?after_sequence=41&type=payment.*',
      'GET /v1/events?after_sequence=43&type=payment.*',
    ]);
  });

  it('deletes without a body', async () => {
    const { seen, client } = await serverThat(ok({ deleted: true }));
    await client.webhookEndpoints.delete('we_1/../x');
    expect(seen[0]?.url).toBe('DELETE /v1/webhook_endpoints/we_1%2F..%2Fx');
    expect(seen[0]?.headers).not.toHaveProperty('content-type');
  });

  it('says that something else answered, once', async () => {
    const { seen, client } = await serverThat(answering(200, 'text/html', '<html>sk_test_example</html>'));
    const error = await client.payments.confirm('pay_1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 200, code: 'unexpected_answer', requestId: 'req_1' });
    expect(String(error)).toMatch(
      /answered 200 without JSON\. Is it the payment server, or did a proxy answer for it\?/,
    );
    expect(seen).toHaveLength(1);
  });

  it('says that the server does not answer', async () => {
    const { client } = await serverThat(hangUp, hangUp, hangUp);
    await expect(client.payments.retrieve('pay_1')).rejects.toMatchObject({ status: 0, code: 'connection_failed' });
  });
});

const keyed = (idempotencyKey: string) => (client: FieldfareClient) =>
  client.payments.confirm('pay_1', {}, { idempotencyKey });

describe('a call that cannot be made', () => {
  const at = (options: Partial<ClientOptions>) =>
    createClient({ secretKey: 'sk_test_example', baseUrl: 'http://127.0.0.1:9', maxRetries: 0, ...options });

  it.each([
    ['secretKey', 'secret_key_missing', { secretKey: '' }],
    ['secretKey', 'secret_key_missing', { secretKey: 'pk_test_example' }],
    ['secretKey', 'secret_key_missing', { secretKey: undefined as unknown as string }],
    ['baseUrl', 'base_url_invalid', { baseUrl: '' }],
    ['baseUrl', 'base_url_invalid', { baseUrl: 'localhost:3001' }],
    ['baseUrl', 'base_url_invalid', { baseUrl: 'https://shop.example/v1' }],
    ['secretKey', 'secret_key_missing', { secretKey: 'sk_test_exämple' }],
    ['timeoutMs', 'timeout_invalid', { timeoutMs: Infinity }],
    ['timeoutMs', 'timeout_invalid', { timeoutMs: 2 ** 31 }],
    ['timeoutMs', 'timeout_invalid', { timeoutMs: 0.5 }],
    ['maxRetries', 'max_retries_invalid', { maxRetries: NaN }],
    ['maxRetries', 'max_retries_invalid', { maxRetries: -1 }],
  ])('names the option at fault: %s, %s', async (option, code, options) => {
    await expect(at(options).payments.retrieve('pay_1')).rejects.toMatchObject({
      name: 'FieldfareApiError',
      status: 0,
      code,
      message: expect.stringMatching(new RegExp(`^${option} must be`)),
    });
  });

  const circular: Record<string, unknown> = {};
  circular['itself'] = circular;
  const nothing = null as unknown as string;
  const time = new Date() as unknown as string;

  it.each<[string, string, (client: FieldfareClient) => Promise<unknown>]>([
    ['a key in another alphabet', 'idempotency_key_invalid', keyed('Bestellung-Ä')],
    ['a key with a line break', 'idempotency_key_invalid', keyed('order-1\n')],
    ['a key with a space', 'idempotency_key_invalid', keyed('order 1')],
    ['an empty key', 'idempotency_key_invalid', keyed('')],
    ['a BigInt', 'body_invalid', ({ sessions }) => sessions.create({ ...SESSION, amount_minor: 4900n as never })],
    [
      'a body within itself',
      'body_invalid',
      ({ sessions }) => sessions.create({ ...SESSION, metadata: circular as never }),
    ],
    ['null in a list', 'parameter_invalid', ({ paymentMethods }) => paymentMethods.list({ customer: nothing })],
    ['null among several', 'parameter_invalid', ({ payments }) => payments.list({ metadata: { cart: nothing } })],
    ['a Date in a list', 'parameter_invalid', ({ events }) => events.list({ created_from: time })],
    [
      'null in all pages',
      'parameter_invalid',
      ({ paymentMethods }) => paymentMethods.all({ customer: nothing }).next(),
    ],
  ])('sends nothing with %s, and says so', async (_what, code, call) => {
    const { seen, client } = await serverThat();
    await expect(call(client)).rejects.toMatchObject({ name: 'FieldfareApiError', status: 0, code });
    expect(seen).toEqual([]);
  });

  it('ends with its signal, also between two tries, and says so', async () => {
    const { seen, client } = await serverThat((response) => {
      response.setHeader('retry-after', '30');
      failing(429, 'too_many_requests')(response);
    });
    const startedAt = Date.now();
    const signal = AbortSignal.timeout(50);
    await expect(client.payments.retrieve('pay_1', { signal })).rejects.toMatchObject({ status: 0, code: 'aborted' });
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(seen).toHaveLength(1);
    await expect(client.payments.retrieve('pay_1', { signal })).rejects.toMatchObject({ code: 'aborted' });
    expect(seen).toHaveLength(1);
  });

  it('is repeated three times in all, and not once more', async () => {
    const { seen, client } = await serverThat(...[1, 2, 3, 4].map(() => failing(503, 'shutting_down')));
    await expect(client.payments.retrieve('pay_1')).rejects.toMatchObject({ status: 503 });
    expect(seen).toHaveLength(3);
  });
});

describe('every resource', () => {
  it('asks at its own address', async () => {
    const { seen, client } = await serverThat();
    const id = 'x_1';
    await client.payments.create({ payment_method: 'pm_1', amount_minor: 100, currency: 'USD' });
    await client.payments.summary({ days: 7 });
    await client.customers.create({ name: 'Ada' });
    await client.customers.update(id, { name: null });
    await client.customers.list({ email: 'ada@shop.test' });
    await client.paymentMethods.retrieve(id);
    await client.paymentMethods.revoke(id);
    await client.approvals.list({ status: 'pending' });
    await client.balance.retrieve();
    await client.balance.statement({ currency: 'USD', from: '2026-11-01', to: '2026-11-30' });
    await client.balance.comparison();
    await client.profile.retrieve();
    await client.events.redeliver(id);
    await client.webhookEndpoints.test(id);
    expect(seen.map(({ url }) => url)).toEqual([
      'POST /v1/payments',
      'GET /v1/payments/summary?days=7',
      'POST /v1/customers',
      'POST /v1/customers/x_1',
      'GET /v1/customers?email=ada%40shop.test',
      'GET /v1/payment_methods/x_1',
      'POST /v1/payment_methods/x_1/revoke',
      'GET /v1/approvals?status=pending',
      'GET /v1/balance',
      'GET /v1/balance/statement?currency=USD&from=2026-11-01&to=2026-11-30',
      'GET /v1/balance/comparison',
      'GET /v1/profile',
      'POST /v1/events/x_1/redeliver',
      'POST /v1/webhook_endpoints/x_1/test',
    ]);
    expect(seen[0]?.headers['idempotency-key']).toMatch(/^[a-z]{32}$/);
  });
});

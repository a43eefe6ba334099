import type { ConsoleTokenAnswer } from '@fieldfare/protocol';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { ApiError } from './api-error.ts';
import { createRestClient } from './rest-client.ts';
import { SignedOutError, type TokenSource } from './token-source.ts';

const SCHEMA = z.strictObject({ ok: z.boolean() });

function setUp(...answers: (Response | Error)[]) {
  const send = vi.fn<typeof fetch>();
  for (const answer of answers) {
    if (answer instanceof Error) send.mockRejectedValueOnce(answer);
    else send.mockResolvedValueOnce(answer);
  }
  const get = vi.fn<TokenSource['get']>(
    async ({ isFresh = false } = {}) => ({ token: isFresh ? 'new' : 'old' }) as ConsoleTokenAnswer,
  );
  const rest = createRestClient({
    paymentsOrigin: 'http://pay.test',
    tokens: { get },
    scope: { merchantId: 'mer_1', mode: 'test' },
    fetch: send,
  });
  return { rest, send };
}

const json = (status: number, body: unknown, headers?: Record<string, string>) =>
  Response.json(body, { status, ...(headers ? { headers } : {}) });
const refusal = {
  error: {
    type: 'conflict',
    code: 'payment_changed',
    message: 'It changed.',
    param: null,
    request_id: 'req_1',
    doc_url: 'http://docs',
  },
};

test('sends who asks, for whom and in which mode, and leaves out empty parameters', async () => {
  const { rest, send } = setUp(json(200, { ok: true }));
  await expect(
    rest({ path: '/v1/x', schema: SCHEMA, query: { limit: 5, status: '', after: undefined }, idempotencyKey: 'k' }),
  ).resolves.toEqual({ ok: true });
  const [url, init] = send.mock.calls[0] ?? [];
  expect((url as URL).href).toBe('http://pay.test/v1/x?limit=5');
  expect(init?.headers).toEqual({
    authorization: 'Bearer old',
    'fieldfare-merchant': 'mer_1',
    'fieldfare-mode': 'test',
    'idempotency-key': 'k',
  });
});

test('asks once more with a new token when the old one has run out', async () => {
  const { rest, send } = setUp(json(401, refusal), json(200, { ok: true }));
  await rest({ path: '/v1/x', schema: SCHEMA });
  expect(send.mock.calls[1]?.[1]?.headers).toMatchObject({ authorization: 'Bearer new' });
});

test('a new token that is refused too means signed out', async () => {
  const { rest } = setUp(json(401, refusal), json(401, refusal));
  await expect(rest({ path: '/v1/x', schema: SCHEMA })).rejects.toThrow(SignedOutError);
});

test('a refusal keeps its code, its words and its request', async () => {
  const { rest } = setUp(json(409, refusal));
  const error = await rest({ path: '/v1/x', schema: SCHEMA }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 409,
    code: 'payment_changed',
    message: 'It changed.',
    requestId: 'req_1',
    isConflict: true,
    isTransient: false,
  });
});

test('no answer is told apart from a refusal', async () => {
  const { rest } = setUp(new TypeError('failed'));
  await expect(rest({ path: '/v1/x', schema: SCHEMA })).rejects.toMatchObject({
    status: 0,
    isUnanswered: true,
    isTransient: true,
  });
});

test('a refusal that is not the protocol’s still has a sentence, and how long to wait', async () => {
  const { rest } = setUp(new Response('<html>', { status: 503, headers: { 'retry-after': '7' } }));
  await expect(rest({ path: '/v1/x', schema: SCHEMA })).rejects.toMatchObject({
    status: 503,
    code: 'unreadable_answer',
    retryAfterSeconds: 7,
  });
});

test('what a server refused because it ends is sent again, the same, until another answers', async () => {
  vi.useFakeTimers();
  const draining = () => json(503, { error: { ...refusal.error, type: 'system_error', code: 'shutting_down' } });
  const { rest, send } = setUp(draining(), draining(), json(200, { ok: true }));
  const answered = rest({ method: 'POST', path: '/v1/x', schema: SCHEMA, body: { a: 1 }, idempotencyKey: 'k' });
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  await expect(answered).resolves.toEqual({ ok: true });
  const sent = send.mock.calls.map(([, init]) => [init?.body, init?.headers]);
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
});

test('another refusal of a server that is not well is sent once', async () => {
  const { rest, send } = setUp(
    json(503, { error: { ...refusal.error, type: 'system_error', code: 'internal_error' } }),
  );
  await expect(rest({ path: '/v1/x', schema: SCHEMA })).rejects.toMatchObject({ code: 'internal_error' });
  expect(send).toHaveBeenCalledTimes(1);
});

test('an answer of another shape is refused', async () => {
  const { rest } = setUp(json(200, { ok: 'yes' }));
  await expect(rest({ path: '/v1/x', schema: SCHEMA })).rejects.toThrow(z.ZodError);
});

test('asks once more, a moment later, where a server has not heard yet that a second factor was set up', async () => {
  vi.useFakeTimers();
  const early = { error: { ...refusal.error, type: 'permission_denied', code: 'second_factor_set_up_required' } };
  const { rest, send } = setUp(json(403, early), json(200, { ok: true }));
  const asked = rest({ path: '/v1/x', schema: SCHEMA });
  await vi.advanceTimersByTimeAsync(599);
  expect(send).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  await expect(asked).resolves.toEqual({ ok: true });
  const meant = setUp(json(403, early), json(403, early));
  const refusedAgain = meant.rest({ path: '/v1/x', schema: SCHEMA }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(600);
  expect(await refusedAgain).toMatchObject({ status: 403 });
  vi.useRealTimers();
});

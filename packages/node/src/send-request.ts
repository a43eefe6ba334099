import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { FieldfareApiError } from './api-error.ts';
import type { RestError } from './types.ts';

export interface ClientOptions {
  /** `sk_test_…` or `sk_live_…`. Server-side only: the payment server refuses it from a browser. */
  secretKey: string;
  /** Origin of the payment server, such as https://payments.example.com. */
  baseUrl: string;
  timeoutMs?: number;
  /** How often a request is repeated that failed in a way that passes. Writes are safe to repeat by their idempotency key. */
  maxRetries?: number;
  fetch?: typeof fetch;
}

export interface RequestOptions {
  /** Makes a write happen once, however often it is sent. Default: a random one for this call and its retries. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface ApiRequest extends RequestOptions {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
}

/** Sends one REST request, with retries, and answers its body. Throws FieldfareApiError. */
export async function sendRequest<T>(client: ClientOptions, request: ApiRequest): Promise<T> {
  assertUsable(client);
  const idempotencyKey = request.idempotencyKey ?? randomKey();
  const { maxRetries = 2 } = client;
  for (let attempt = 0; ; attempt++) {
    const outcome = await sendOnce<T>(client, { ...request, idempotencyKey });
    if ('body' in outcome) return outcome.body;
    if (!outcome.isPassing || attempt >= maxRetries) throw outcome.error;
    await wait(outcome.retryAfterMs ?? 250 * 2 ** attempt * (1 + Math.random() / 2), request.signal);
  }
}

/** Says what is wrong with the client's options, which no request would tell. They mostly come from the environment. */
function assertUsable({ secretKey, baseUrl }: ClientOptions): void {
  if (!/^sk_(test|live)_/.test(secretKey))
    throw misuse('secret_key_missing', 'secretKey must be a secret key (sk_test_… or sk_live_…). Is its variable set?');
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw misuse('base_url_invalid', 'baseUrl must be an origin, such as https://payments.example.com.');
}

function misuse(code: string, message: string): FieldfareApiError {
  return new FieldfareApiError({ status: 0, type: 'invalid_request', code, message });
}

function aborted(cause: unknown): FieldfareApiError {
  const message = 'The call was aborted by its signal. What it asked for may have been done.';
  return new FieldfareApiError({ status: 0, type: 'system_error', code: 'aborted', message, cause });
}

type Outcome<T> = { body: T } | { error: FieldfareApiError; isPassing: boolean; retryAfterMs?: number };

async function sendOnce<T>(
  client: ClientOptions,
  { method, path, body, idempotencyKey, signal }: ApiRequest,
): Promise<Outcome<T>> {
  const timeout = AbortSignal.timeout(client.timeoutMs ?? 20_000);
  try {
    const response = await (client.fetch ?? fetch)(new URL(path, client.baseUrl), {
      method,
      headers: {
        authorization: `Bearer ${client.secretKey}`,
        accept: 'application/json',
        ...(method !== 'GET' && { 'idempotency-key': idempotencyKey }),
        ...(method === 'POST' && { 'content-type': 'application/json' }),
      },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      redirect: 'error',
    });
    return await readResponse<T>(response);
  } catch (cause) {
    if (signal?.aborted) return { error: aborted(cause), isPassing: false };
    const message = `The payment server at ${client.baseUrl} did not answer.`;
    return {
      error: new FieldfareApiError({ status: 0, type: 'system_error', code: 'connection_failed', message, cause }),
      isPassing: true,
    };
  }
}

async function readResponse<T>(response: Response): Promise<Outcome<T>> {
  if (response.ok) return { body: (await response.json()) as T };
  const { status } = response;
  const known = (await response.json().catch(() => null)) as RestError | null;
  const {
    type = 'system_error',
    code = 'unexpected_answer',
    message = `The payment server answered ${status}.`,
    param = null,
    request_id,
  } = known?.error ?? {};
  const error = new FieldfareApiError({
    status,
    type,
    code,
    message,
    param,
    requestId: request_id ?? response.headers.get('request-id'),
  });
  const seconds = Number(response.headers.get('retry-after'));
  const isPassing =
    status === 429 || status === 503 || status === 502 || status === 504 || code === 'idempotency_key_in_use';
  return { error, isPassing, ...(seconds > 0 && { retryAfterMs: Math.min(seconds, 30) * 1000 }) };
}

/** 128 random bits in letters: a key with digits could by chance read like a card number, and be refused as one. */
function randomKey(): string {
  return randomBytes(16)
    .toString('hex')
    .replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return delay(ms, undefined, { signal }).catch((cause: unknown) => {
    throw aborted(cause);
  });
}

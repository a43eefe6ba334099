import { randomBytes } from 'node:crypto';
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
  const idempotencyKey = request.idempotencyKey ?? randomKey();
  const { maxRetries = 2 } = client;
  for (let attempt = 0; ; attempt++) {
    const outcome = await sendOnce<T>(client, { ...request, idempotencyKey });
    if ('body' in outcome) return outcome.body;
    const canRetry = outcome.isPassing && attempt < maxRetries && request.signal?.aborted !== true;
    if (!canRetry) throw outcome.error;
    await wait(outcome.retryAfterMs ?? 250 * 2 ** attempt * (1 + Math.random() / 2));
  }
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

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

import { setTimeout as delay } from 'node:timers/promises';
import { FieldfareApiError } from './api-error.ts';
import { assertUsable } from './assert-usable.ts';
import type { QueryParams } from './query-of.ts';
import type { RestError } from './types.ts';
import { writeRequest } from './write-request.ts';
import type { WrittenRequest } from './write-request.ts';

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
  /** Makes a write happen once, however often it is sent: 1 to 255 printable ASCII characters without spaces. Default: a random one for this call and its retries. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface ApiRequest extends RequestOptions {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  params?: QueryParams;
  body?: unknown;
}

/** Sends one REST request, with retries, and answers its body. Throws FieldfareApiError. */
export async function sendRequest<T>(client: ClientOptions, request: ApiRequest): Promise<T> {
  assertUsable(client);
  const written = writeRequest(client, request);
  const { maxRetries = 2 } = client;
  for (let attempt = 0; ; attempt++) {
    const outcome = await sendOnce<T>(client, written, request.signal);
    if ('body' in outcome) return outcome.body;
    if (!outcome.isPassing || attempt >= maxRetries) throw outcome.error;
    await wait(outcome.retryAfterMs ?? 250 * 2 ** attempt * (1 + Math.random() / 2), request.signal);
  }
}

function aborted(cause: unknown): FieldfareApiError {
  const message = 'The call was aborted by its signal. What it asked for may have been done.';
  return new FieldfareApiError({ status: 0, type: 'system_error', code: 'aborted', message, cause });
}

type Outcome<T> = { body: T } | { error: FieldfareApiError; isPassing: boolean; retryAfterMs?: number };

async function sendOnce<T>(
  client: ClientOptions,
  { url, ...written }: WrittenRequest,
  signal: AbortSignal | undefined,
): Promise<Outcome<T>> {
  const timeout = AbortSignal.timeout(client.timeoutMs ?? 20_000);
  try {
    const response = await (client.fetch ?? fetch)(url, {
      ...written,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      redirect: 'manual',
    });
    return await readResponse<T>(client, response);
  } catch (cause) {
    if (signal?.aborted) return { error: aborted(cause), isPassing: false };
    const message = `The payment server at ${client.baseUrl} did not answer.`;
    return {
      error: new FieldfareApiError({ status: 0, type: 'system_error', code: 'connection_failed', message, cause }),
      isPassing: true,
    };
  }
}

async function readResponse<T>(client: ClientOptions, response: Response): Promise<Outcome<T>> {
  if (response.ok) return readBody<T>(client, response, await response.text());
  const { status } = response;
  if (status >= 300 && status < 400) return redirected(client, response);
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

/** The key is taken nowhere else: whoever set the client up says where the payment server is. */
async function redirected(
  { baseUrl }: ClientOptions,
  { status, headers, url, body }: Response,
): Promise<Outcome<never>> {
  await body?.cancel();
  const location = headers.get('location') ?? '';
  const to = URL.canParse(location, url) ? ` to ${new URL(location, url).origin}` : '';
  const message = `${baseUrl} redirects${to}, and was not followed. Set baseUrl to the payment server's own origin.`;
  return {
    error: new FieldfareApiError({ status, type: 'system_error', code: 'unexpected_answer', message }),
    isPassing: false,
  };
}

function readBody<T>({ baseUrl }: ClientOptions, { status, headers }: Response, text: string): Outcome<T> {
  try {
    return { body: JSON.parse(text) as T };
  } catch (cause) {
    const message = `${baseUrl} answered ${status} without JSON. Is it the payment server, or did a proxy answer for it? What was asked for may have been done.`;
    const details = { type: 'system_error', code: 'unexpected_answer', requestId: headers.get('request-id') };
    return { error: new FieldfareApiError({ status, message, ...details, cause }), isPassing: false };
  }
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return delay(ms, undefined, { signal }).catch((cause: unknown) => {
    throw aborted(cause);
  });
}

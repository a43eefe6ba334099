import { randomBytes } from 'node:crypto';
import { misuse } from './misuse.ts';
import { queryOf } from './query-of.ts';
import type { ApiRequest, ClientOptions } from './send-request.ts';

/** A request as it is sent, and sent again under the same key. */
export interface WrittenRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * Writes a request out, so that what cannot be sent is told before anything is.
 *
 * @throws {FieldfareApiError} `idempotency_key_invalid`, `body_invalid`, `parameter_invalid`
 */
export function writeRequest(
  { baseUrl, secretKey }: ClientOptions,
  { method, path, params = {}, body, idempotencyKey = randomKey() }: ApiRequest,
): WrittenRequest {
  const url = new URL(path + queryOf(params), baseUrl);
  const headers = { authorization: `Bearer ${secretKey}`, accept: 'application/json' };
  if (method === 'GET') return { url, method, headers };
  const keyed = { ...headers, 'idempotency-key': checkedKey(idempotencyKey) };
  if (method === 'DELETE') return { url, method, headers: keyed };
  return { url, method, headers: { ...keyed, 'content-type': 'application/json' }, body: jsonOf(body) };
}

function checkedKey(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw misuse(
    'idempotency_key_invalid',
    'idempotencyKey must be 1 to 255 printable ASCII characters without spaces, such as a UUID.',
  );
}

function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body ?? {});
  } catch (cause) {
    const message = 'What was given cannot be written as JSON: it holds a BigInt, or an object that holds itself.';
    throw misuse('body_invalid', message, { cause });
  }
}

/** 128 random bits in letters: a key with digits could by chance read like a card number, and be refused as one. */
function randomKey(): string {
  return randomBytes(16)
    .toString('hex')
    .replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}

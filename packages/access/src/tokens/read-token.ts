import * as z from 'zod';
import { decodeBase64url } from './base64url.ts';
import { tokenError } from './token-error.ts';

/** Strict: what would name another key or algorithm (`jwk`, `jku`, `x5u`, `crit`) is refused by not being known. */
const TokenHeader = z.strictObject({ alg: z.literal('ES256'), typ: z.string(), kid: z.string() });

export interface ReadToken {
  header: z.infer<typeof TokenHeader>;
  /** Not to be believed before the signature is checked. */
  payload: Buffer;
  signingInput: string;
  signature: Buffer;
}

/** ES256 signatures are r and s, 32 bytes each (RFC 7518, 3.4). */
const SIGNATURE_BYTES = 64;

/** Takes a compact JWS of at most `maxChars` apart. Throws `token_malformed`. */
export function readToken(token: string, maxChars: number): ReadToken {
  if (token.length > maxChars) throw tokenError('token_malformed');
  const parts = token.split('.');
  const [headerPart = '', payloadPart = '', signaturePart = ''] = parts;
  const headerBytes = decodeBase64url(headerPart);
  const payload = decodeBase64url(payloadPart);
  const signature = decodeBase64url(signaturePart);
  if (parts.length !== 3 || !headerBytes || !payload || signature?.length !== SIGNATURE_BYTES)
    throw tokenError('token_malformed');
  const header = TokenHeader.safeParse(parseJson(headerBytes));
  if (!header.success) throw tokenError('token_malformed');
  return { header: header.data, payload, signingInput: `${headerPart}.${payloadPart}`, signature };
}

/** The value, or undefined where the bytes are no JSON. The parser's own error is dropped: it quotes what it read. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

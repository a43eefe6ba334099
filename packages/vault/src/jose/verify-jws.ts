import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { withoutStacks } from '@fieldfare/protocol/without-stacks';
import * as z from 'zod';
import { decodeBase64url } from '../primitives/base64url.ts';

/** ES256 signatures are r and s, 32 bytes each (RFC 7518, 3.4). */
const SIGNATURE_BYTES = 64;

/** Strict: what would name another key, algorithm or extension (`jwk`, `jku`, `x5u`, `crit`, `b64`) is refused by not being known. */
const JwsHeader = z.strictObject({ alg: z.literal('ES256'), typ: z.string().optional(), kid: z.string().optional() });
export type JwsHeader = z.infer<typeof JwsHeader>;

/**
 * Verifies a compact JWS, ES256 only, with the key that the caller expects. The signature is checked in the thread pool.
 * The caller compares `typ` and zeroes `payload`. Throws an Error without detail of the content.
 */
export async function verifyJws(
  compact: string,
  publicKey: KeyObject,
): Promise<{ header: JwsHeader; payload: Buffer }> {
  const [headerPart, payloadPart, signaturePart, ...rest] = compact.split('.');
  if (headerPart === undefined || payloadPart === undefined || signaturePart === undefined || rest.length > 0)
    throw new Error('not three parts');
  const headerBytes = decodeBase64url(headerPart);
  const payload = decodeBase64url(payloadPart);
  const signature = decodeBase64url(signaturePart);
  if (!headerBytes || !payload || signature?.length !== SIGNATURE_BYTES) throw new Error('not base64url');
  const header = JwsHeader.parse(JSON.parse(headerBytes.toString('utf8')));
  const isGenuine = await checkSignature(`${headerPart}.${payloadPart}`, signature, publicKey);
  if (isGenuine) return { header, payload };
  payload.fill(0);
  throw new Error('signature does not verify');
}

async function checkSignature(signingInput: string, signature: Buffer, publicKey: KeyObject): Promise<boolean> {
  const input = Buffer.from(signingInput, 'ascii');
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  try {
    return await new Promise<boolean>((resolve, reject) => {
      withoutStacks(() =>
        verify('sha256', input, key, signature, (error, isValid) => {
          if (error) reject(error);
          else resolve(isValid);
        }),
      );
    });
  } finally {
    // It holds the payload in base64.
    input.fill(0);
  }
}

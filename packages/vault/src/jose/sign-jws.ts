import { sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A compact JWS (RFC 7515) over claims, ES256 (RFC 7518, 3.4). The signature is made in the thread pool, off the event loop. */
export async function signJws(
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
  privateKey: KeyObject,
): Promise<string> {
  const input = `${segmentOf({ alg: 'ES256', ...header })}.${segmentOf(claims)}`;
  const signature = await new Promise<Buffer>((resolve, reject) => {
    sign('sha256', Buffer.from(input, 'ascii'), { key: privateKey, dsaEncoding: 'ieee-p1363' }, (error, bytes) => {
      if (error) reject(error);
      else resolve(bytes);
    });
  });
  return `${input}.${signature.toString('base64url')}`;
}

function segmentOf(value: object): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

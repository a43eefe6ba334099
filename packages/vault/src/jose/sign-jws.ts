import { sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { withoutStacks } from '@fieldfare/protocol/without-stacks';

/** Signs with ES256: r and s, 32 bytes each (RFC 7518, 3.4). */
export type JwsSigner = (input: Buffer) => Promise<Buffer>;

/** A compact JWS (RFC 7515) over claims, ES256, by a private key that is here or a signer that has it elsewhere. */
export async function signJws(
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
  key: KeyObject | JwsSigner,
): Promise<string> {
  const signer = typeof key === 'function' ? key : localSigner(key);
  const input = `${segmentOf({ alg: 'ES256', ...header })}.${segmentOf(claims)}`;
  const signature = await signer(Buffer.from(input, 'ascii'));
  return `${input}.${signature.toString('base64url')}`;
}

/** The signature is made in the thread pool, off the event loop. */
export function localSigner(privateKey: KeyObject): JwsSigner {
  return (input) =>
    new Promise<Buffer>((resolve, reject) => {
      withoutStacks(() =>
        sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' }, (error, bytes) => {
          if (error) reject(error);
          else resolve(bytes);
        }),
      );
    });
}

function segmentOf(value: object): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

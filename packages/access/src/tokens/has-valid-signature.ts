import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { ReadToken } from './read-token.ts';

/** Checks an ES256 signature in the thread pool, off the event loop. */
export function hasValidSignature({ signingInput, signature }: ReadToken, publicKey: KeyObject): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify(
      'sha256',
      Buffer.from(signingInput, 'ascii'),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      signature,
      (error, isValid) => {
        if (error) reject(error);
        else resolve(isValid);
      },
    );
  });
}

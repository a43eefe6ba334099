import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { withoutStacks } from '@fieldfare/protocol/without-stacks';
import type { ReadToken } from './read-token.ts';

/** Checks an ES256 signature in the thread pool, off the event loop. */
export function hasValidSignature({ signingInput, signature }: ReadToken, publicKey: KeyObject): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const input = Buffer.from(signingInput, 'ascii');
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    withoutStacks(() =>
      verify('sha256', input, key, signature, (error, isValid) => {
        if (error) reject(error);
        else resolve(isValid);
      }),
    );
  });
}

import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { publicJwkOf } from '../key-ring/generate-key.ts';
import { jwkThumbprint } from './jwk-thumbprint.ts';

describe('jwkThumbprint', () => {
  it('agrees with jose for both curves', async () => {
    for (const { publicKey } of [generateKeyPairSync('x25519'), generateKeyPairSync('ec', { namedCurve: 'P-256' })]) {
      const jwk = publicJwkOf(publicKey);
      expect(jwkThumbprint(jwk)).toBe(await calculateJwkThumbprint(jwk));
    }
  });
});

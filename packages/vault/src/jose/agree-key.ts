import { createPublicKey, diffieHellman } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SealingPublicJwk } from '@fieldfare/protocol';
import { withoutStacks } from '@fieldfare/protocol/without-stacks';

const KEY_TYPES = { X25519: 'x25519', 'P-256': 'ec' } as const;

/**
 * The shared secret of our key and somebody's ephemeral one, 32 bytes that the caller zeroes. Throws where the two are of
 * different curves, the point is not on the curve, or its order is small (an all-zero X25519 secret, RFC 7748, 6.1).
 */
export function agreeKey(privateKey: KeyObject, ephemeral: SealingPublicJwk): Buffer {
  if (privateKey.asymmetricKeyType !== KEY_TYPES[ephemeral.crv]) throw new Error('ephemeral key of another curve');
  const publicKey = withoutStacks(() => createPublicKey({ key: ephemeral, format: 'jwk' }));
  return diffieHellman({ privateKey, publicKey });
}

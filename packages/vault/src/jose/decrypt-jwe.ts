import { createPublicKey, diffieHellman } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { openAesGcmParts } from '../primitives/aes-gcm.ts';
import { concatKdf } from './concat-kdf.ts';
import type { Jwe } from './read-jwe.ts';

const CURVE_KEY_TYPES = { X25519: 'x25519', 'P-256': 'ec' } as const;

/**
 * Decrypts a JWE with direct key agreement (ECDH-ES, RFC 7518, 4.6) and A256GCM. The caller zeroes the answer. Throws where the
 * ephemeral key is not of the recipient's curve, not on it, or of small order, and where anything was changed.
 */
export function decryptJwe(jwe: Jwe, privateKey: KeyObject): Buffer {
  if (privateKey.asymmetricKeyType !== CURVE_KEY_TYPES[jwe.header.epk.crv])
    throw new Error('ephemeral key of another curve');
  const ephemeral = createPublicKey({ key: jwe.header.epk, format: 'jwk' });
  const sharedSecret = diffieHellman({ privateKey, publicKey: ephemeral });
  const key = concatKdf(sharedSecret, { algorithmId: 'A256GCM', keyBits: 256 });
  try {
    return openAesGcmParts(key, jwe);
  } finally {
    sharedSecret.fill(0);
    key.fill(0);
  }
}

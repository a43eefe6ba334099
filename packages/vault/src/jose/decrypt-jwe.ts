import type { KeyObject } from 'node:crypto';
import { openAesGcmParts } from '../primitives/aes-gcm.ts';
import { agreeKey } from './agree-key.ts';
import { concatKdf } from './concat-kdf.ts';
import type { Jwe } from './read-jwe.ts';

/** Decrypts a JWE with direct key agreement (ECDH-ES, RFC 7518, 4.6) and A256GCM. The caller zeroes the answer. Throws where anything was changed. */
export function decryptJwe(jwe: Jwe, privateKey: KeyObject): Buffer {
  const sharedSecret = agreeKey(privateKey, jwe.header.epk);
  const key = concatKdf(sharedSecret, { algorithmId: 'A256GCM', keyBits: 256 });
  try {
    return openAesGcmParts(key, jwe);
  } finally {
    sharedSecret.fill(0);
    key.fill(0);
  }
}

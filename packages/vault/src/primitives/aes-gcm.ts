import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { NONCE_BYTES, randomNonce } from './random-nonce.ts';

export { NONCE_BYTES };
export const TAG_BYTES = 16;
export const KEY_BYTES = 32;

// Given bytes, Node first makes two errors, stack and all, to find out that they are no key object: most of what a short text would cost.

/** AES-256-GCM under a fresh random 96-bit nonce (NIST SP 800-38D, 8.2.2). Answers nonce, ciphertext and tag in one buffer. */
export function sealAesGcm(key: Buffer, plaintext: Uint8Array, aad: Buffer): Buffer {
  const nonce = randomNonce();
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `sealAesGcm` made. Throws where the key, the bytes or the associated data differ. */
export function openAesGcm(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new RangeError('sealed bytes are too short');
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const ciphertext = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
  return openAesGcmParts(key, { nonce, ciphertext, tag: sealed.subarray(sealed.length - TAG_BYTES), aad });
}

export interface AesGcmParts {
  nonce: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
  aad: Buffer;
}

/** The same with its parts apart, as a JWE carries them. Only 256-bit keys, 96-bit nonces and whole tags are accepted. */
export function openAesGcmParts(key: Buffer, { nonce, ciphertext, tag, aad }: AesGcmParts): Buffer {
  if (key.length !== KEY_BYTES || nonce.length !== NONCE_BYTES || tag.length !== TAG_BYTES) {
    throw new RangeError('AES-256-GCM takes a 32-byte key, a 12-byte nonce and a 16-byte tag');
  }
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    // In GCM `final` yields no bytes; it only checks the tag.
    decipher.final();
    return plaintext;
  } catch (error) {
    // What was not authenticated may not stay in memory either.
    plaintext.fill(0);
    throw error;
  }
}

import { hkdfSha256 } from '../primitives/hkdf-sha256.ts';
import { KEY_BYTES } from '../primitives/aes-gcm.ts';

const NO_SALT = Buffer.alloc(0);
const INFO = Buffer.from('fieldfare merchant secrets v1', 'utf8');

/** Lends a synchronous call the key that a merchant's secrets are sealed under: derived from its key, which itself wraps cards' keys alone. */
export function withSecretsKey<T>(merchantKey: Buffer, call: (key: Buffer) => T): T {
  const key = hkdfSha256(merchantKey, { salt: NO_SALT, info: INFO, bytes: KEY_BYTES });
  try {
    return call(key);
  } finally {
    key.fill(0);
  }
}

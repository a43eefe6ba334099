import { randomFillSync } from 'node:crypto';

/** What AES-GCM takes: 96 bits (NIST SP 800-38D, 8.2.2). */
export const NONCE_BYTES = 12;
const NONCES_AT_ONCE = 256;

const pool = Buffer.allocUnsafeSlow(NONCES_AT_ONCE * NONCE_BYTES);
let used = pool.length;

/** A fresh random nonce. They are drawn by the hundred, because each question to the system's generator costs as much as a seal. */
export function randomNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += NONCE_BYTES;
  return Buffer.from(pool.subarray(used - NONCE_BYTES, used));
}

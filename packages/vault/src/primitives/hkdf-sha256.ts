import { hkdfSync } from 'node:crypto';

const MAX_BYTES = 255 * 32;

/** HKDF with SHA-256 (RFC 5869). The caller zeroes the answer. Throws where more is asked than the function may give. */
export function hkdfSha256(key: Buffer, { salt, info, bytes }: { salt: Buffer; info: Buffer; bytes: number }): Buffer {
  if (bytes < 1 || bytes > MAX_BYTES) throw new RangeError(`HKDF with SHA-256 gives 1 to ${MAX_BYTES} bytes`);
  return Buffer.from(hkdfSync('sha256', key, salt, info, bytes));
}

import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104), 32 bytes. A string counts as UTF-8. */
export function hmacSha256(key: Buffer, message: string | Buffer): Buffer {
  return createHmac('sha256', key).update(message).digest();
}

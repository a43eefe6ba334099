import { createHmac, createSecretKey } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104), 32 bytes. A string counts as UTF-8. The key object is for Node, to which bytes cost more than the hash. */
export function hmacSha256(key: Buffer, message: string | Buffer): Buffer {
  return createHmac('sha256', createSecretKey(key)).update(message).digest();
}

import { createHash } from 'node:crypto';

export interface ConcatKdfInfo {
  /** The `enc` value for direct key agreement. */
  algorithmId: string;
  /** At most 256: one round of SHA-256. */
  keyBits: number;
  apu?: Buffer;
  apv?: Buffer;
}

/** The Concat KDF of RFC 7518, 4.6.2 (NIST SP 800-56A, 5.8.1) with SHA-256, for keys of one hash round. */
export function concatKdf(sharedSecret: Buffer, { algorithmId, keyBits, apu, apv }: ConcatKdfInfo): Buffer {
  if (keyBits > 256) throw new RangeError('one round of SHA-256 yields at most 256 bits');
  const hash = createHash('sha256');
  hash.update(uint32(1)).update(sharedSecret);
  for (const field of [Buffer.from(algorithmId, 'ascii'), apu ?? Buffer.alloc(0), apv ?? Buffer.alloc(0)]) {
    hash.update(uint32(field.length)).update(field);
  }
  return hash
    .update(uint32(keyBits))
    .digest()
    .subarray(0, keyBits / 8);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

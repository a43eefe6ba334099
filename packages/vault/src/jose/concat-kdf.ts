import { hash } from 'node:crypto';

const EMPTY = Buffer.alloc(0);

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
  const fields = [Buffer.from(algorithmId, 'ascii'), apu ?? EMPTY, apv ?? EMPTY];
  const info = fields.flatMap((field) => [uint32(field.length), field]);
  const input = Buffer.concat([uint32(1), sharedSecret, ...info, uint32(keyBits)]);
  try {
    return hash('sha256', input, 'buffer').subarray(0, keyBits / 8);
  } finally {
    // It holds the shared secret.
    input.fill(0);
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

import { constants, crc32, deflateRawSync } from 'node:zlib';

// RFC 1952: magic, deflate, no flags, no time, no hints, of an unknown system.
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** A text of two parts, whose second was compressed when it was built. */
export interface HalfDeflated {
  opening: string;
  closing: string;
  /** `closing` as one finished deflate stream. */
  deflated: Buffer;
}

/** The text as one gzip member. Only the opening is compressed here; it ends on a whole byte, where the closing's own blocks go on. */
export function toGzip({ opening, closing, deflated }: HalfDeflated): Buffer {
  const compressed = deflateRawSync(opening, { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(closing, crc32(opening)), 0);
  trailer.writeUInt32LE(Buffer.byteLength(opening) + Buffer.byteLength(closing), 4);
  return Buffer.concat([HEADER, ...(opening === '' ? [] : [compressed]), deflated, trailer]);
}

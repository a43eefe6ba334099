import { brotliDecompressSync } from 'node:zlib';
import { MAX_FONT_BYTES } from '@fieldfare/protocol';

const HEADER_BYTES = 48;
const SIGNATURE = 0x774f4632;
const FLAVORS = new Set([0x00010000, 0x4f54544f, 0x74727565]);
/** What a file may become once it is unpacked: far above every text face, far below what hurts. */
const MAX_UNPACKED_BYTES = 4 * 1_024 * 1_024;
/** Where the list of known tables (W3C WOFF 2.0, section 4.1) names `SVG `: pictures with a document model of their own. */
const SVG_TABLE = 36;
const OWN_TAG = 63;
const [GLYF_TABLE, LOCA_TABLE] = [10, 11];

/** Why bytes are no font file that fields take, in words for who uploaded it; null where they are one. */
export function whyNoWoff2(file: Buffer): string | null {
  if (file.length > MAX_FONT_BYTES) return `is larger than ${MAX_FONT_BYTES / 1_024} KB`;
  if (file.length <= HEADER_BYTES || file.readUInt32BE(0) !== SIGNATURE) return 'is no WOFF2 file';
  if (!FLAVORS.has(file.readUInt32BE(4))) return 'is a collection of fonts; upload each face as a file of its own';
  if (file.readUInt32BE(8) !== file.length) return 'is cut off, or something follows it';
  if (file.readUInt32BE(28) > 0 || file.readUInt32BE(40) > 0) return 'carries metadata or private data; leave them out';
  try {
    return whyTablesFail(file);
  } catch {
    return 'is damaged';
  }
}

function whyTablesFail(file: Buffer): string | null {
  const count = file.readUInt16BE(12);
  const compressedBytes = file.readUInt32BE(20);
  if (count === 0 || count > 64 || file.readUInt32BE(16) > MAX_UNPACKED_BYTES) return 'is damaged';
  let offset = HEADER_BYTES;
  let unpackedBytes = 0;
  for (let index = 0; index < count; index++) {
    const flags = file.readUInt8(offset++);
    const tag = flags & 0x3f;
    const isSvg = tag === SVG_TABLE || (tag === OWN_TAG && file.toString('latin1', offset, offset + 4) === 'SVG ');
    if (isSvg) return 'draws with SVG; upload a face of plain outlines';
    if (tag === OWN_TAG) offset += 4;
    const original = readBase128(file, offset);
    offset = original.end;
    let bytes = original.value;
    // Only these two are stored in another form by default (version 0), and everything else by version 3 is none.
    const isTransformed = tag === GLYF_TABLE || tag === LOCA_TABLE ? flags >> 6 !== 3 : flags >> 6 !== 0;
    if (isTransformed) ({ value: bytes, end: offset } = readBase128(file, offset));
    unpackedBytes += bytes;
  }
  if (unpackedBytes > MAX_UNPACKED_BYTES || offset + compressedBytes > file.length) return 'is damaged';
  const packed = file.subarray(offset, offset + compressedBytes);
  const unpacked = brotliDecompressSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES });
  return unpacked.length === unpackedBytes ? null : 'is damaged';
}

/** A number of WOFF2: seven bits a byte, at most five bytes, none of them a leading zero. */
function readBase128(file: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = file.readUInt8(start + index);
    if (index === 0 && byte === 0x80) break;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  throw new RangeError('no number');
}

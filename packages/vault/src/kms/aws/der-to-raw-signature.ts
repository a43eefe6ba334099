const COORDINATE_BYTES = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** An ECDSA signature on P-256 from DER (RFC 3279, 2.2.3), as KMS answers it, to r and s one after the other (RFC 7518, 3.4). */
export function derToRawSignature(der: Buffer): Buffer {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) throw new TypeError('not a DER sequence');
  const raw = Buffer.alloc(2 * COORDINATE_BYTES);
  let offset = 2;
  for (let i = 0; i < 2; i++) {
    const length = der[offset + 1];
    if (der[offset] !== INTEGER || length === undefined) throw new TypeError('not a DER integer');
    const start = offset + 2;
    const value = der.subarray(start, start + length);
    // A leading zero only keeps the number from reading as negative.
    const digits = value[0] === 0 ? value.subarray(1) : value;
    if (value.length !== length || digits.length > COORDINATE_BYTES) throw new TypeError('not a coordinate');
    digits.copy(raw, (i + 1) * COORDINATE_BYTES - digits.length);
    offset = start + length;
  }
  if (offset !== der.length) throw new TypeError('bytes left over');
  return raw;
}

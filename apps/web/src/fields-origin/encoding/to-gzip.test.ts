import { deflateRawSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { toGzip } from './to-gzip.ts';

it.each(['', '<p>Zahlung für Ihren Einkauf', 'x'.repeat(100_000)])(
  'any gunzip gives back an opening and a closing that were compressed apart, as one text',
  (opening) => {
    const closing = 'const euro = "€";'.repeat(500);
    const gzipped = toGzip({ opening, closing, deflated: deflateRawSync(closing) });
    expect(gunzipSync(gzipped).toString()).toBe(opening + closing);
  },
);

import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { remember } from '../remember.ts';
import { chooseEncoding } from './choose-encoding.ts';
import type { Encoding } from './choose-encoding.ts';
import { toGzip } from './to-gzip.ts';
import type { HalfDeflated } from './to-gzip.ts';

const BROTLI_LIFE_MS = 3_600_000;
const MOST_BROTLI_TEXTS = 200;

// A tenth of a second of one thread of the pool, so it is done once for a text and not for every shopper.
const brotliOf = remember(
  (text) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  BROTLI_LIFE_MS,
  { mostEntries: MOST_BROTLI_TEXTS },
);

/** Answers a text in the smallest encoding that a request's `Accept-Encoding` offers, with its length, and says that others may be sent another. */
export async function answerText(
  accepted: string | null,
  text: HalfDeflated,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const encoding = chooseEncoding(accepted);
  const body = await encode(text, encoding);
  return new Response(new Uint8Array(body), {
    headers: {
      ...headers,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      'content-length': String(body.length),
      vary: 'Accept-Encoding',
    },
  });
}

async function encode(text: HalfDeflated, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return toGzip(text);
  const whole = text.opening + text.closing;
  return encoding === 'br' ? brotliOf(whole) : Buffer.from(whole);
}

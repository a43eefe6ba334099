import 'server-only';
import { fieldsDatabase } from './fields-database.ts';
import { notFound } from './not-found.ts';

const FILE = /^([A-Za-z0-9_-]{22})\.woff2$/;

/** Answers a merchant's font file by the hash of it: what stands at such an address never changes. */
export async function answerFont(file: string): Promise<Response> {
  const hash = FILE.exec(file)?.[1];
  const { rows } =
    hash === undefined
      ? { rows: [] }
      : await fieldsDatabase().query<{ file: Buffer }>('SELECT file FROM public.fonts WHERE hash = $1 LIMIT 1', [hash]);
  const [font] = rows;
  if (font === undefined) return notFound();
  return new Response(new Uint8Array(font.file), {
    headers: {
      'content-type': 'font/woff2',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

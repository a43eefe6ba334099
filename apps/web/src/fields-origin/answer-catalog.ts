import 'server-only';
import { catalogs } from '@fieldfare/fields/assets';

/** Answers a catalog by `{language}.{hash}.json`: what stands at such an address never changes. */
export function answerCatalog(file: string): Response {
  const [language = '', hash, type] = file.split('.');
  const catalog = Object.hasOwn(catalogs, language) ? catalogs[language] : undefined;
  if (catalog === undefined || catalog.hash !== hash || type !== 'json') {
    return new Response('Not found\n', {
      status: 404,
      headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
    });
  }
  return new Response(catalog.json, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

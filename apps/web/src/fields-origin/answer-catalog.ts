import 'server-only';
import { notFound } from './not-found.ts';
import { servedReleases } from './releases/served-releases.ts';

/** Answers a catalog by `{language}.{hash}.json`: what stands at such an address never changes. */
export function answerCatalog(file: string): Response {
  const [language = '', hash, type] = file.split('.');
  const release = [...servedReleases().values()].find(({ catalogs }) => catalogs.hash === hash);
  const byLanguage = release?.catalogs.byLanguage ?? {};
  if (type !== 'json' || !Object.hasOwn(byLanguage, language)) return notFound();
  return new Response(byLanguage[language], {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

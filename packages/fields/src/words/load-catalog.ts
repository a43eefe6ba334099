import type { Catalog } from './english.ts';
import type { FrameConfig } from '../frame/frame-config.ts';
import type { Words } from './words.ts';

/** Where the fields origin serves the catalogs. */
export const WORDS_PATH = '/fields/v1/words/';

/** The language of ours that speaks for a language tag: the tag itself, or its language without region; `en` where there is none. */
export function languageOf(locale: string, known: readonly string[]): string {
  const wanted = locale.toLowerCase();
  const exact = known.find((candidate) => candidate.toLowerCase() === wanted);
  return exact ?? known.find((candidate) => candidate.split('-')[0] === wanted.split('-')[0]) ?? 'en';
}

/** Lets the words speak a language. A catalog that cannot be had leaves them as they are: a field in another language is still a field. */
export async function loadCatalog(
  words: Words,
  { fields_origin, catalogs }: Pick<FrameConfig, 'fields_origin' | 'catalogs'>,
  locale: string,
): Promise<void> {
  const language = languageOf(locale, catalogs.languages);
  if (language === 'en') return words.use(locale, {});
  const response = await fetch(`${fields_origin}${WORDS_PATH}${language}.${catalogs.hash}.json`);
  const catalog: unknown = await response.json();
  if (response.ok && isCatalog(catalog)) words.use(locale, catalog);
}

function isCatalog(value: unknown): value is Catalog {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text: unknown) => typeof text === 'string')
  );
}

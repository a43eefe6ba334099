import type { Catalog } from './english.ts';
import type { Words } from './words.ts';

/** Where the fields origin serves the catalogs. */
export const WORDS_PATH = '/fields/v1/words/';

/** Where catalogs are, and the languages there are, each with the hash of its catalog. */
export interface Catalogs {
  fields_origin: string;
  catalogs: Readonly<Record<string, string>>;
}

/** The language of ours that speaks for a language tag: the tag itself, or its language without region; `en` where there is none. */
export function languageOf(locale: string, catalogs: Catalogs['catalogs']): string {
  const wanted = locale.toLowerCase();
  const known = Object.keys(catalogs);
  const exact = known.find((candidate) => candidate.toLowerCase() === wanted);
  return exact ?? known.find((candidate) => candidate.split('-')[0] === wanted.split('-')[0]) ?? 'en';
}

/** Lets the words speak a language. A catalog that cannot be had leaves them as they are: a field in another language is still a field. */
export async function loadCatalog(words: Words, { fields_origin, catalogs }: Catalogs, locale: string): Promise<void> {
  const language = languageOf(locale, catalogs);
  if (language === 'en') return words.use(locale, {});
  const response = await fetch(`${fields_origin}${WORDS_PATH}${language}.${catalogs[language]}.json`);
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

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

const FOLDER = new URL('../words/', import.meta.url);

/** The languages besides English. `hash` is of all catalogs together, and makes the address of each immutable. */
export interface Catalogs {
  hash: string;
  /** JSON by language. */
  byLanguage: Readonly<Record<string, string>>;
}

/** The catalogs of words/, each compact. */
export async function readCatalogs(): Promise<Catalogs> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).toSorted();
  const entries = files.map(async (file) => {
    const json = JSON.stringify(JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')));
    return [file.replace('.json', ''), json] as const;
  });
  const byLanguage = Object.fromEntries(await Promise.all(entries));
  return { hash: hashOf(byLanguage), byLanguage };
}

const hashOf = (byLanguage: object): string =>
  createHash('sha256').update(JSON.stringify(byLanguage)).digest('base64url').slice(0, 12);

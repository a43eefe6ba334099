import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

const FOLDER = new URL('../words/', import.meta.url);

/** The catalogs of words/, each compact, with a hash of it that makes its address immutable. */
export async function readCatalogs(): Promise<Record<string, { hash: string; json: string }>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).toSorted();
  const entries = files.map(async (file) => {
    const json = JSON.stringify(JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')));
    const hash = createHash('sha256').update(json).digest('base64url').slice(0, 12);
    return [file.replace('.json', ''), { hash, json }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where failures are made that an answer may name. */
const FOLDERS = [
  'apps/socket-server',
  ...['access', 'payments', 'vault', 'processors', 'db'].map((name) => `packages/${name}`),
];
const ROOT = join(import.meta.dirname, '../../../../..');

/** Every `detail` that the server's sources give a failure: written out, as one of two, or by a helper whose first parameter it is. */
export async function findErrorCodes(): Promise<Set<string>> {
  const sources = (await Promise.all(FOLDERS.map((folder) => sourcesIn(join(ROOT, folder, 'src'))))).flat();
  const making = sources.filter((source) => source.includes('FieldfareError'));
  const exported = making.flatMap((source) => helpersIn(source, /export function (\w+)\(detail\b/g));
  const codes = new Set<string>();
  for (const source of sources) {
    for (const [, noun] of source.matchAll(/\bnotFound\(\s*'(\w+)'/g)) codes.add(`${noun}_not_found`);
    const helpers = [...exported, ...helpersIn(source, /function (\w+)\(detail\b/g)];
    for (const helper of helpers)
      for (const [, code] of source.matchAll(new RegExp(`\\b${helper}\\(\\s*'(\\w+)'`, 'g'))) codes.add(code ?? '');
  }
  for (const source of making) {
    for (const [, code] of source.matchAll(/\bdetail: '(\w+)'/g)) codes.add(code ?? '');
    for (const [, one, other] of source.matchAll(/\bdetail: [^,'\n]*\? '(\w+)' : '(\w+)'/g))
      for (const code of [one, other]) codes.add(code ?? '');
  }
  return codes;
}

function helpersIn(source: string, declaration: RegExp): string[] {
  return [...source.matchAll(declaration)].map(([, name]) => name ?? '');
}

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\/(testing|generated|seed)\//.test(file));
  return Promise.all(files.map((file) => readFile(file, 'utf8')));
}

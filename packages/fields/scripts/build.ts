import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { bundle } from './bundle.ts';
import { readCatalogs } from './read-catalogs.ts';

const dist = new URL('../dist/', import.meta.url);
const [frame, challenge] = await Promise.all([bundle('frame'), bundle('challenge')]);

await mkdir(dist, { recursive: true });
await writeFile(
  new URL('assets.js', dist),
  [
    `export const frameScript = ${inline(frame.code)};`,
    `export const challengeScript = ${inline(challenge.code)};`,
    `export const catalogs = ${JSON.stringify(await readCatalogs())};`,
    '',
  ].join('\n'),
);

function inline(source: string): string {
  return JSON.stringify({ source, hash: `sha256-${createHash('sha256').update(source).digest('base64')}` });
}

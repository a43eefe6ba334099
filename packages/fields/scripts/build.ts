import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { deflate } from '../../../scripts/publish/deflate.ts';
import { closingOf } from '../src/document/closing-of.ts';
import { bundle } from './bundle.ts';
import { readCatalogs } from './read-catalogs.ts';

const dist = new URL('../dist/', import.meta.url);
const [frame, challenge] = await Promise.all([bundle('frame'), bundle('challenge')]);

await mkdir(dist, { recursive: true });
await writeFile(
  new URL('assets.js', dist),
  [
    `export const frameScript = ${await inline(frame.code)};`,
    `export const challengeScript = ${await inline(challenge.code)};`,
    `export const catalogs = ${JSON.stringify(await readCatalogs())};`,
    '',
  ].join('\n'),
);

async function inline(source: string): Promise<string> {
  const hash = `sha256-${createHash('sha256').update(source).digest('base64')}`;
  return JSON.stringify({ source, hash, deflated: (await deflate(closingOf(source))).toString('base64') });
}

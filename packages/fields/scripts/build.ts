import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { bundle } from './bundle.ts';

const dist = new URL('../dist/', import.meta.url);
const [frame, host] = await Promise.all([bundle('frame'), bundle('host')]);

await mkdir(dist, { recursive: true });
await writeFile(
  new URL('assets.js', dist),
  [`export const frameScript = ${inline(frame.code)};`, `export const hostScript = ${inline(host.code)};`, ''].join(
    '\n',
  ),
);

function inline(source: string): string {
  return JSON.stringify({ source, hash: `sha256-${createHash('sha256').update(source).digest('base64')}` });
}

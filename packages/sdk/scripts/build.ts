import { mkdir, writeFile } from 'node:fs/promises';
import { deflate } from '../../../scripts/publish/deflate.ts';
import { integrityOf } from '../../../scripts/publish/integrity-of.ts';
import { SDK_VERSION as version } from '../src/version.ts';
import { bundle, SDK_FILES } from './bundle.ts';

const root = new URL('../', import.meta.url);
const bundled = SDK_FILES.map(async (name) => [name, (await bundle(name)).code] as const);
const files = Object.fromEntries(await Promise.all(bundled));
const manifest = {
  version,
  files: Object.fromEntries(
    Object.entries(files).map(([name, code]) => [
      name,
      { integrity: integrityOf(code), bytes: Buffer.byteLength(code) },
    ]),
  ),
};

await mkdir(new URL('dist/', root), { recursive: true });
for (const [name, code] of Object.entries(files)) await writeFile(new URL(`dist/${name}`, root), code);
await writeFile(new URL('dist/manifest.json', root), `${JSON.stringify(manifest, null, 2)}\n`);
// The same once more as a module, for the server that hands the files out from inside its own bundle.
await writeFile(
  new URL('dist/assets.js', root),
  Object.entries({ manifest, files, deflated: await deflatedFiles() })
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
    .join(''),
);

async function deflatedFiles(): Promise<Record<string, string>> {
  const entries = Object.entries(files).map(
    async ([name, code]) => [name, (await deflate(code)).toString('base64')] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

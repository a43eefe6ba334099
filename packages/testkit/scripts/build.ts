// Makes the package that merchants install, as dist/*.tgz: what it takes of the fields and the SDK is inside, Playwright and the SDK's types are theirs.
//   node packages/testkit/scripts/build.ts [folder]
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { nameAsEmitted } from '../../../scripts/publish/name-as-emitted.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENTRIES = ['index', 'offline', 'test-data'];
const dist = resolve(process.argv[2] ?? join(ROOT, 'dist'));

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  entryPoints: ENTRIES.map((name) => join(ROOT, `src/${name}.ts`)),
  outdir: dist,
  bundle: true,
  splitting: true,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  format: 'esm',
  target: 'es2022',
});
await run('tsc', ['-p', 'tsconfig.build.json', '--outDir', dist], { cwd: ROOT });
await nameAsEmitted(dist);
await rm(join(dist, 'offline/offline-fields.d.ts'));
await rm(join(dist, 'offline/offline-field.d.ts'));
await rm(join(dist, 'offline/offline-challenge.d.ts'));
await rm(join(dist, 'offline/offline-bank.d.ts'));
await writeFile(join(dist, 'README.md'), await readFile(join(ROOT, 'README.md')));
await writeFile(join(dist, 'package.json'), JSON.stringify(await manifest(), null, 2));
const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', dist], { cwd: dist });
console.log(join(dist, stdout.trim()));

async function manifest() {
  const { name, version, license } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return {
    name,
    version,
    license,
    type: 'module',
    engines: { node: '>=20' },
    sideEffects: false,
    exports: Object.fromEntries(
      ENTRIES.map((entry) => [
        entry === 'index' ? '.' : `./${entry}`,
        { types: `./${entry}.d.ts`, default: `./${entry}.js` },
      ]),
    ),
    files: ['*.js', '**/*.d.ts'],
    // Only their types are used, and each only by the half that needs it.
    peerDependencies: { '@fieldfare/sdk': version, '@playwright/test': '>=1.40.0' },
    peerDependenciesMeta: { '@fieldfare/sdk': { optional: true }, '@playwright/test': { optional: true } },
  };
}

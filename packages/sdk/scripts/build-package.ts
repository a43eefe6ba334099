// Makes the package that merchants install, as dist/package/*.tgz: ES modules that share their chunks, and types written out in full.
//   node packages/sdk/scripts/build-package.ts [folder]
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { nameAsEmitted } from '../../../scripts/publish/name-as-emitted.ts';
import { finishDeclarations } from './write-declarations.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const dist = resolve(process.argv[2] ?? join(ROOT, 'dist/package'));

/** What merchants import, and the source that it is made of. */
const ENTRIES = {
  '.': 'index',
  './load': 'load-fieldfare',
  './react': 'react/fields/index',
  './react-console': 'react/console-socket/index',
  './web-components': 'elements/index',
} as const;

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: Object.values(ENTRIES).map((entry) => `src/${entry}.ts`),
  outbase: 'src',
  outdir: dist,
  chunkNames: 'chunks/[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  external: ['react', 'react/jsx-runtime', 'socket.io-client'],
});
await run('tsc', ['-p', 'tsconfig.build.json', '--outDir', dist], { cwd: ROOT });
await nameAsEmitted(dist);
await finishDeclarations(
  dist,
  Object.values(ENTRIES).map((entry) => `${entry}.d.ts`),
);
await writeFile(join(dist, 'README.md'), await readFile(join(ROOT, 'README.md')));
await writeFile(join(dist, 'package.json'), JSON.stringify(await manifest(), null, 2));
const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', dist], { cwd: dist });
console.log(join(dist, stdout.trim()));

async function manifest() {
  const own = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const client = JSON.parse(await readFile(join(ROOT, 'node_modules/socket.io-client/package.json'), 'utf8'));
  return {
    name: own.name,
    version: own.version,
    license: own.license,
    type: 'module',
    exports: Object.fromEntries(
      Object.entries(ENTRIES).map(([name, entry]) => [name, { types: `./${entry}.d.ts`, default: `./${entry}.js` }]),
    ),
    sideEffects: [`./${ENTRIES['./web-components']}.js`],
    files: ['**/*.js', '**/*.d.ts'],
    // Only `./react` needs React, and only `./react-console` the other.
    peerDependencies: { ...own.peerDependencies, 'socket.io-client': `^${client.version}` },
    peerDependenciesMeta: { ...own.peerDependenciesMeta, 'socket.io-client': { optional: true } },
  };
}

// Makes the package that merchants install, as dist/*.tgz: one file of code, and types written out in full from the protocol's schemas.
//   node packages/node/scripts/build.ts [folder]
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { nameAsEmitted } from '../../../scripts/publish/name-as-emitted.ts';
import { writeTypes } from './write-types.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const dist = resolve(process.argv[2] ?? join(ROOT, 'dist'));

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  entryPoints: [join(ROOT, 'src/index.ts')],
  outfile: join(dist, 'index.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['standardwebhooks'],
});
await run('tsc', ['-p', 'tsconfig.build.json', '--outDir', dist], { cwd: ROOT });
await nameAsEmitted(dist);
await writeFile(join(dist, 'types.d.ts'), writeTypes());
await writeFile(join(dist, 'README.md'), await readFile(join(ROOT, 'README.md')));
await writeFile(join(dist, 'package.json'), JSON.stringify(await manifest(), null, 2));
const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', dist], { cwd: dist });
console.log(join(dist, stdout.trim()));

async function manifest() {
  const { name, version, license } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const library = JSON.parse(await readFile(join(ROOT, 'node_modules/standardwebhooks/package.json'), 'utf8'));
  return {
    name,
    version,
    license,
    type: 'module',
    engines: { node: '>=20' },
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    files: ['*.js', '**/*.d.ts'],
    dependencies: { standardwebhooks: library.version },
  };
}

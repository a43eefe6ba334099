import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkTarball } from '../../../scripts/publish/check-tarball.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = fileURLToPath(new URL('../../../node_modules/.bin', import.meta.url));
const env = { ...process.env, PATH: `${BIN}:${process.env['PATH']}` };

let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-testkit-'));
  const { stdout } = await run('node', ['scripts/build.ts', join(folder, 'dist')], { cwd: ROOT, env });
  tarball = stdout.trim();
  const installed = join(folder, 'node_modules/@fieldfare/testkit');
  await mkdir(installed, { recursive: true });
  await run('tar', ['xzf', tarball, '--strip-components', '1', '-C', installed]);
  await mkdir(join(folder, 'node_modules/@playwright'));
  for (const name of ['@playwright/test', '@fieldfare/sdk', 'jsdom'])
    await symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

it('is clean for publint and Are The Types Wrong', async () => {
  expect(await checkTarball(tarball)).toEqual([]);
});

it("compiles the README's examples against the package as merchants get it", async () => {
  const readme = await readFile(join(folder, 'dist/README.md'), 'utf8');
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  expect(examples).toHaveLength(2);
  for (const [index, code] of examples.entries()) await writeFile(join(folder, `example-${index}.ts`), code);
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2024'];
  const types = [
    '--types',
    'node',
    '--typeRoots',
    join(ROOT, '../../node_modules/@types'),
    '--allowImportingTsExtensions',
  ];
  const compile = (file: string) =>
    run('tsc', [...options, ...types, file], { cwd: folder, env }).catch((error: { stdout: string }) => error);
  for (const index of examples.keys()) expect((await compile(`example-${index}.ts`)).stdout).toBe('');
  await writeFile(join(folder, 'wrong.ts'), `${examples[1]}\nfields.create('card-numbr');\n`);
  expect((await compile('wrong.ts')).stdout).toContain('card-numbr');
}, 120_000);

it('runs where it is installed: the tables in Node, the offline mode in jsdom, with neither our workspace nor Playwright', async () => {
  const code = `import { JSDOM } from 'jsdom';
    import { cards, createOffline } from '@fieldfare/testkit/offline';
    import { TEST_CARDS } from '@fieldfare/testkit/test-data';
    const { window } = new JSDOM('<div id="number"></div>', { pretendToBeVisual: true });
    for (const name of ['document', 'Document', 'ShadowRoot', 'HTMLInputElement', 'HTMLSelectElement', 'Option', 'CSS'])
      globalThis[name] = window[name];
    const fields = createOffline().Fieldfare().fields({ session: 'token' });
    fields.create('card-number').mount('#number');
    const { status, error } = await fields.pay();
    console.log(status, error.detail, cards.visa.number === TEST_CARDS.visa.card.number);`;
  await writeFile(join(folder, 'run.js'), code);
  await rm(join(folder, 'node_modules/@playwright'), { recursive: true });
  await rm(join(folder, 'node_modules/@fieldfare/sdk'));
  const { stdout } = await run('node', ['run.js'], { cwd: folder, env });
  expect(stdout.trim()).toBe('invalid number_required true');
}, 60_000);

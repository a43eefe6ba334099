import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkTarball } from '../../../scripts/publish/check-tarball.ts';
import { installTarball } from '../../../scripts/publish/install-tarball.ts';
import type { InstalledPackage } from '../../../scripts/publish/install-tarball.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let folder: string;
let installed: InstalledPackage;

beforeAll(async () => {
  installed = await installTarball({
    root: ROOT,
    name: '@fieldfare/testkit',
    script: 'scripts/build.ts',
    beside: ['@playwright/test', '@fieldfare/sdk', 'jsdom'],
  });
  ({ folder } = installed);
}, 120_000);

afterAll(() => installed.remove());

it('is clean for publint and Are The Types Wrong', async () => {
  expect(await checkTarball(installed.tarball)).toEqual([]);
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
    installed.run('tsc', [...options, ...types, file]).catch((error: { stdout: string }) => error);
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
  const { stdout } = await installed.run('node', ['run.js']);
  expect(stdout.trim()).toBe('invalid number_required true');
}, 60_000);

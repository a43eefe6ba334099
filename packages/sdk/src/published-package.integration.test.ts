import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkTarball } from '../../../scripts/publish/check-tarball.ts';
import { installTarball } from '../../../scripts/publish/install-tarball.ts';
import type { InstalledPackage } from '../../../scripts/publish/install-tarball.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const FIELDS = `import { Fieldfare } from '@fieldfare/sdk';
const fields = Fieldfare({ fieldsOrigin: 'https://fields.example.com' }).fields({ session: '' });`;

let folder: string;
let installed: InstalledPackage;

beforeAll(async () => {
  installed = await installTarball({
    root: ROOT,
    name: '@fieldfare/sdk',
    script: 'scripts/build-package.ts',
    beside: ['react', 'react-dom', 'socket.io-client', '@types/react'],
  });
  ({ folder } = installed);
}, 120_000);

afterAll(() => installed.remove());

it('is clean for publint and Are The Types Wrong', async () => {
  expect(await checkTarball(installed.tarball)).toEqual([]);
});

const compile = (...files: string[]) => {
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,dom'];
  return installed
    .run('tsc', [...options, '--types', 'react', '--jsx', 'react-jsx', ...files])
    .catch((error: { stdout: string }) => error);
};

it("compiles the README's examples against the package as merchants get it, which knows neither our workspace nor zod", async () => {
  const readme = await readFile(join(folder, 'dist/README.md'), 'utf8');
  const examples = [...readme.matchAll(/```(tsx?)\n([\s\S]*?)```/g)];
  expect(examples).toHaveLength(5);
  const files = examples.map(([, kind], index) => `example-${index}.${kind}`);
  for (const [index, [, , code = '']] of examples.entries()) {
    // A later example goes on with the fields of the first.
    await writeFile(join(folder, files[index] ?? ''), code.includes('import ') ? code : `${FIELDS}\n${code}`);
  }
  await writeFile(
    join(folder, 'elements.ts'),
    `import '@fieldfare/sdk/web-components';
     import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
     export const paid = document.querySelector('fieldfare-fields')?.pay().then(({ payment }) => payment?.method?.last4);
     export type State = ReturnType<typeof useFieldfareSocket>['state'];`,
  );
  expect((await compile(...files, 'elements.ts')).stdout).toBe('');
}, 120_000);

it.each([
  ['a kind that there is not', `fields.create('card-numbr')`, `'"card-numbr"' is not assignable`],
  ['a value of the wrong kind', `fields.update({ appearance: { theme: 'pink' } })`, `'"pink"' is not assignable`],
  ['a part that no rule may style', `fields.update({ appearance: { rules: { body: {} } } })`, `'body' does not exist`],
])(
  'refuses %s when it is compiled',
  async (_what, call, expected) => {
    await writeFile(join(folder, 'wrong.ts'), `${FIELDS}\n${call};`);
    expect((await compile('wrong.ts')).stdout).toContain(expected);
  },
  120_000,
);

it('loads on a server, where React renders its elements empty and the browser will fill them', async () => {
  const code = `import { createElement } from 'react';
    import { renderToString } from 'react-dom/server';
    import { Fieldfare } from '@fieldfare/sdk';
    import '@fieldfare/sdk/web-components';
    import { CardNumber, FieldfareProvider, useFields, usePay } from '@fieldfare/sdk/react';
    const Button = () => createElement('button', { disabled: !useFields().isReady || usePay().isPaying }, 'Pay');
    const props = { fieldsOrigin: 'https://fields.example.com', session: () => { throw new Error('asked on a server') } };
    console.log(typeof Fieldfare, renderToString(createElement(FieldfareProvider, props,
      createElement(CardNumber, { id: 'number', className: 'field' }), createElement(Button))));`;
  await writeFile(join(folder, 'run.js'), code);
  const { stdout } = await installed.run('node', ['run.js']);
  expect(stdout.trim()).toBe('function <div id="number" class="field"></div><button disabled="">Pay</button>');
}, 60_000);

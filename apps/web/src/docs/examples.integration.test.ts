import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asPrograms } from './testing/as-program.ts';
import type { Program } from './testing/as-program.ts';
import { codeOf } from './playground/code-of.ts';
import { DEFAULTS } from './playground/settings.ts';
import { readExamples } from './testing/read-examples.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../../..');
const TSC = join(ROOT, 'node_modules/.bin/tsc');
const PACKAGES = {
  '@fieldfare/node': 'packages/node',
  '@fieldfare/sdk': 'packages/sdk',
  '@fieldfare/testkit': 'packages/testkit',
  '@playwright/test': 'packages/testkit/node_modules/@playwright/test',
  '@types/node': 'node_modules/@types/node',
  '@types/react': 'apps/web/node_modules/@types/react',
  react: 'apps/web/node_modules/react',
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-docs-'));
  for (const [name, path] of Object.entries(PACKAGES)) {
    await mkdir(join(folder, 'node_modules', name, '..'), { recursive: true });
    await symlink(join(ROOT, path), join(folder, 'node_modules', name));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the compiler complains of; empty where it is content. */
async function complaints(programs: readonly Program[], options: object): Promise<string> {
  for (const { file, code } of programs) await writeFile(join(folder, file), code);
  const compilerOptions = {
    noEmit: true,
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    moduleDetection: 'force',
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: ['node', 'react'],
    jsx: 'react-jsx',
    ...options,
  };
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: programs.map(({ file }) => file) }),
  );
  return run(TSC, ['-p', folder], { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

it('every example compiles as it stands, against the packages that it names', async () => {
  const programs = (await readExamples()).flatMap((example, index) => asPrograms(example, index));
  const typed = programs.filter(({ file }) => /\.tsx?$/.test(file));
  const plain = programs.filter(({ file }) => file.endsWith('.js'));
  // So many there are at least: a search that finds nothing would prove nothing.
  expect(typed.length).toBeGreaterThan(30);
  expect(plain.length).toBeGreaterThan(3);
  expect(await complaints(typed, { strict: true })).toBe('');
  // A page's script is checked for names, and may be as sure as its author that an element is there.
  const events = {
    file: 'events.ts',
    code: `declare global { interface HTMLElementEventMap { 'fieldfare-status': CustomEvent } }`,
  };
  const forScripts = { allowJs: true, checkJs: true, strict: false };
  expect(await complaints([...plain, events], forScripts)).toBe('');
}, 120_000);

it('so does the code that the playground writes', async () => {
  const settings = { ...DEFAULTS, theme: 'dark', labels: 'floating', locale: 'de', color: '#112233' } as const;
  const typed = [DEFAULTS, settings, { ...settings, layout: 'combined' } as const].map((given, index) => ({
    file: `playground-${index}.tsx`,
    code: codeOf('react', given, 'https://fields.example'),
  }));
  expect(await complaints(typed, { strict: true })).toBe('');
}, 60_000);

it('a name that there is not is found', async () => {
  const code = `import { Fieldfare } from '@fieldfare/sdk';
    Fieldfare().fields({ session: '' }).create('card-numbr');`;
  expect(await complaints([{ file: 'wrong.ts', code }], { strict: true })).toContain('card-numbr');
}, 60_000);

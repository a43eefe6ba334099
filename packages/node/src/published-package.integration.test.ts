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
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-node-'));
  const { stdout } = await run('node', ['scripts/build.ts', join(folder, 'dist')], { cwd: ROOT, env });
  tarball = stdout.trim();
  const installed = join(folder, 'node_modules/@fieldfare/node');
  await mkdir(installed, { recursive: true });
  await run('tar', ['xzf', tarball, '--strip-components', '1', '-C', installed]);
  for (const name of ['standardwebhooks']) {
    await symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

it('is clean for publint and Are The Types Wrong', async () => {
  expect(await checkTarball(tarball)).toEqual([]);
});

it("compiles the README's examples against the package as merchants get it, which knows neither our workspace nor zod", async () => {
  const readme = await readFile(join(folder, 'dist/README.md'), 'utf8');
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  expect(examples).toHaveLength(5);
  await writeFile(join(folder, 'examples.ts'), examples.join('\n'));
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
  const types = ['--typeRoots', join(ROOT, '../../node_modules/@types')];
  const compiled = await run('tsc', [...options, ...types, 'examples.ts'], { cwd: folder, env }).catch(
    (error: { stdout: string }) => error,
  );
  expect(compiled.stdout).toBe('');
  await writeFile(
    join(folder, 'wrong.ts'),
    `${examples[0]}\nawait fieldfare.sessions.create({ amount_minor: '4900' });\n`,
  );
  await expect(run('tsc', [...options, ...types, 'wrong.ts'], { cwd: folder, env })).rejects.toMatchObject({
    stdout: expect.stringContaining("Type 'string' is not assignable to type 'number'"),
  });
}, 120_000);

it('runs where it is installed', async () => {
  const code = `import { createClient, verifyWebhook } from '@fieldfare/node';
    const client = createClient({ secretKey: 'sk_test_example', baseUrl: 'http://127.0.0.1:9', maxRetries: 0 });
    await client.payments.retrieve('pay_1').catch((error) => console.log(error.name, error.code, typeof verifyWebhook));`;
  await writeFile(join(folder, 'run.js'), code);
  const { stdout } = await run('node', ['run.js'], { cwd: folder, env });
  expect(stdout.trim()).toBe('FieldfareApiError connection_failed function');
}, 60_000);

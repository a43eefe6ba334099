import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkTarball } from '../../../scripts/publish/check-tarball.ts';
import { installTarball } from '../../../scripts/publish/install-tarball.ts';
import type { InstalledPackage } from '../../../scripts/publish/install-tarball.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// What stands around the example of docs/webhooks.md in a server.
const RECEIVER_NAMES = `import type { Payment } from '@fieldfare/node';
declare const rawBody: Buffer;
declare const request: import('node:http').IncomingMessage;
declare function noteWebhook(payment: Payment): void;
`;

let folder: string;
let installed: InstalledPackage;

beforeAll(async () => {
  installed = await installTarball({
    root: ROOT,
    name: '@fieldfare/node',
    script: 'scripts/build.ts',
    beside: ['standardwebhooks'],
  });
  ({ folder } = installed);
}, 120_000);

afterAll(() => installed.remove());

it('is clean for publint and Are The Types Wrong', async () => {
  expect(await checkTarball(installed.tarball)).toEqual([]);
});

it("compiles the README's examples and the guide's against the package as merchants get it, which knows neither our workspace nor zod", async () => {
  const readme = await readFile(join(folder, 'dist/README.md'), 'utf8');
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  expect(examples).toHaveLength(5);
  await writeFile(join(folder, 'examples.ts'), examples.join('\n'));
  const webhooks = await readFile(join(ROOT, '../../docs/webhooks.md'), 'utf8');
  const [, receiver] = /```ts\n([\s\S]*?)```/.exec(webhooks) ?? [];
  await writeFile(join(folder, 'receiver.ts'), `${RECEIVER_NAMES}${receiver}`);
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
  const types = ['--typeRoots', join(ROOT, '../../node_modules/@types')];
  const compiled = await installed
    .run('tsc', [...options, ...types, 'examples.ts', 'receiver.ts'])
    .catch((error: { stdout: string }) => error);
  expect(compiled.stdout).toBe('');
  await writeFile(
    join(folder, 'wrong.ts'),
    `${examples[0]}\nawait fieldfare.sessions.create({ amount_minor: '4900' });\n`,
  );
  await expect(installed.run('tsc', [...options, ...types, 'wrong.ts'])).rejects.toMatchObject({
    stdout: expect.stringContaining("Type 'string' is not assignable to type 'number'"),
  });
}, 120_000);

it('runs where it is installed', async () => {
  const code = `import { createClient, verifyWebhook } from '@fieldfare/node';
    const client = createClient({ secretKey: 'sk_test_example', baseUrl: 'http://127.0.0.1:9', maxRetries: 0 });
    await client.payments.retrieve('pay_1').catch((error) => console.log(error.name, error.code, typeof verifyWebhook));`;
  await writeFile(join(folder, 'run.js'), code);
  const { stdout } = await installed.run('node', ['run.js']);
  expect(stdout.trim()).toBe('FieldfareApiError connection_failed function');
}, 60_000);

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { SHOP_ORIGIN } from '../testing/test-merchant.ts';

const SDK = fileURLToPath(new URL('../../../../packages/node', import.meta.url));
let stack: TestStack;
let folder: string;

beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-sdk-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await stack.close();
});

it("runs the examples of the server SDK's README", async () => {
  const readme = await readFile(join(SDK, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  const code = examples
    .join('\n')
    .replaceAll('http://localhost:3001', stack.url)
    .replaceAll('http://localhost:3002', SHOP_ORIGIN);
  await mkdir(join(folder, 'node_modules/@fieldfare'), { recursive: true });
  await symlink(SDK, join(folder, 'node_modules/@fieldfare/node'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'examples.ts'), code);
  const { stdout } = await promisify(execFile)(process.execPath, ['examples.ts'], {
    cwd: folder,
    env: { ...process.env, FIELDFARE_KEY: stack.merchant.secret },
  });
  expect(stdout.trim()).toMatch(/^404 payment_not_found null req_\w+$/);
  const { rows } = await stack.composed.database.pool.query(
    "SELECT amount_minor, revision, metadata FROM sessions WHERE reference = 'order-1042'",
  );
  expect(rows).toEqual([{ amount_minor: 5900, revision: 2, metadata: { cart: 'c-9' } }]);
});

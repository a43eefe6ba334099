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
  await mkdir(join(folder, 'node_modules/@fieldfare'), { recursive: true });
  await symlink(SDK, join(folder, 'node_modules/@fieldfare/node'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await stack.close();
});

/** What a merchant's program prints that has the SDK installed. */
async function runProgram(code: string): Promise<string> {
  await writeFile(join(folder, 'program.ts'), code);
  const { stdout } = await promisify(execFile)(process.execPath, ['program.ts'], {
    cwd: folder,
    env: { ...process.env, FIELDFARE_KEY: stack.merchant.secret },
  });
  return stdout;
}

it('has a method for everything that a secret key may ask for, and for nothing else', async () => {
  const stdout = await runProgram(`import { createClient } from '@fieldfare/node';
    const asked = new Set();
    const fetch = async (url, { method }) => {
      asked.add(method + ' ' + url.pathname);
      return Response.json({ data: [], has_more: false });
    };
    const client = createClient({ secretKey: 'sk_test_example', baseUrl: 'http://127.0.0.1:9', fetch });
    for (const resource of Object.values(client))
      for (const [name, method] of Object.entries(resource))
        if (name !== 'all') await method('ID', name === 'attempts' ? 'DELIVERY' : {}, {});
    console.log(JSON.stringify([...asked]));`);
  const { paths } = (await stack.request('GET', '/v1/openapi.json', { token: null })).body as {
    paths: Record<string, Record<string, { security: Record<string, unknown>[] }>>;
  };
  const offered = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security.some((way) => 'apiKey' in way))
      .map(([method]) => `${method.toUpperCase()} ${path.replace('{id}', 'ID').replace('{delivery}', 'DELIVERY')}`),
  );
  expect(offered.length).toBeGreaterThan(40);
  expect((JSON.parse(stdout) as string[]).toSorted()).toEqual(offered.toSorted());
});

it("runs the examples of the server SDK's README", async () => {
  const readme = await readFile(join(SDK, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  const code = examples
    .join('\n')
    .replaceAll('http://localhost:3001', stack.url)
    .replaceAll('http://localhost:3002', SHOP_ORIGIN);
  const stdout = await runProgram(code);
  expect(stdout.trim()).toMatch(/^404 payment_not_found null req_\w+$/);
  const { rows } = await stack.composed.database.pool.query(
    "SELECT amount_minor, revision, metadata FROM sessions WHERE reference = 'order-1042'",
  );
  expect(rows).toEqual([{ amount_minor: 5900, revision: 2, metadata: { cart: 'c-9' } }]);
});

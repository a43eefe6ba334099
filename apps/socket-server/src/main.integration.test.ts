import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from './testing/run-program.ts';

let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'fieldfare-main-'));
});

afterAll(async () => {
  await Promise.all([database.drop(), rm(dataDir, { recursive: true, force: true })]);
});

const run = (env: Record<string, string> = {}) =>
  runProgram('main.ts', {
    FIELDFARE_DATA_DIR: dataDir,
    PAYMENTS_PORT: '0',
    PAYMENTS_DATABASE_URL: database.paymentsUrl,
    SANDBOX_DATABASE_URL: database.sandboxUrl,
    ...env,
  });

describe('the payment server as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('listens, answers, and ends with 0 on %s', async (signal) => {
    const program = run();
    await program.says('payment server listens');
    const address = /"address":"([^"]+)"/.exec(program.output())?.[1];
    expect((await fetch(`http://${address}/health/ready`)).status).toBe(200);
    program.kill(signal);
    expect(await program.ended).toBe(0);
  });

  it('ends also where somebody never finishes what they ask', async () => {
    const program = run();
    await program.says('payment server listens');
    const [host = '', port = ''] = /"address":"([^"]+)"/.exec(program.output())?.[1]?.split(':') ?? [];
    const socket = connect(Number(port), host);
    socket.on('error', () => {});
    const head = [
      'POST /v1/console/sign_in HTTP/1.1',
      `Host: ${host}`,
      'Content-Type: application/json',
      'Content-Length: 100',
    ];
    await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n{`, resolve));
    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    socket.destroy();
  });

  it.each([
    ['a missing variable', { PAYMENTS_DATABASE_URL: '' }, /^payment server: PAYMENTS_DATABASE_URL is not set: .+\n$/],
    ['a wrong one', { WEB_ORIGIN: 'localhost' }, /^payment server: WEB_ORIGIN: must be an origin .+\n$/],
    [
      'an unreachable database',
      { PAYMENTS_DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' },
      /^payment server: the database cannot be reached: .+\n$/,
    ],
  ])('ends with 1 and one clear line for %s', async (_, env, line) => {
    const program = run(env);
    expect(await program.ended).toBe(1);
    expect(program.output()).toMatch(line);
  });

  it('ends with 1 and one clear line where its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const program = run({ PAYMENTS_PORT: String(port) });
    expect(await program.ended).toBe(1);
    expect(program.output()).toMatch(new RegExp(`^payment server: port ${port} is taken: .+\n$`));
    other.close();
  });

  it('refuses production on development defaults, and says what to set', async () => {
    const program = run({ FIELDFARE_ENV: 'production' });
    expect(await program.ended).toBe(1);
    for (const name of ['PAYMENTS_ORIGIN', 'FIELDS_ORIGIN', 'KMS_KEY_FILE', 'METRICS_TOKEN']) {
      expect(program.output()).toContain(`payment server: ${name} is not set: `);
    }
  });
});

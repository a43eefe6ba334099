import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const PROGRAM = resolve(import.meta.dirname, '../bin/fieldfare.js');
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

async function fieldfare(args: string[], input = '') {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'], PAYMENTS_DATABASE_URL: test.paymentsUrl },
  });
  let out = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(input);
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, out, said };
}

it('is a program that prints its help and ends', async () => {
  expect(await fieldfare(['--help'])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('vault reencrypt'),
    said: '',
  });
  expect(await fieldfare(['nonsense'])).toMatchObject({ exitCode: 2, out: '' });
});

it('ends quietly where nobody reads what it prints', async () => {
  const child = spawn(process.execPath, [PROGRAM, '--help'], { env: { PATH: process.env['PATH'] } });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(said).toBe('');
});

it('reads a password from stdin, and asks for it in words where there is none', async () => {
  const args = ['create-user', '--email', 'owner@shop.example', '--name', 'Olga', '--role', 'ADMIN'];
  expect(await fieldfare(args)).toEqual({
    exitCode: 1,
    out: '',
    said: 'fieldfare: Password for owner@shop.example: nothing was given. It is read from stdin, a line for each.\n',
  });
  expect(await fieldfare(args, 'correct horse 9 battery\nand a second line\n')).toEqual({
    exitCode: 0,
    out: expect.stringMatching(/^usr_[0-9a-z]{26}\n$/),
    said: '',
  });
});

it('ends although whoever wrote the password keeps the pipe open', async () => {
  const child = spawn(
    process.execPath,
    [PROGRAM, 'create-user', '--email', 'pipe@shop.example', '--name', 'Piet', '--role', 'ADMIN'],
    { env: { PATH: process.env['PATH'], PAYMENTS_DATABASE_URL: test.paymentsUrl } },
  );
  child.stdin.write('correct horse 9 battery\n');
  expect(await once(child, 'exit')).toEqual([0, null]);
  child.stdin.destroy();
});

// What a shell here may raise its limit to; a program under a hard limit of 0 dumps no core that could be refused.
const mayDump = execFileSync('sh', ['-c', 'ulimit -H -c']).toString().trim() !== '0';

it.runIf(mayDump)('opens no key in production where a crash would write it to disk', async () => {
  const reencrypt = async (environment: string) => {
    const child = spawn(
      'sh',
      ['-c', 'ulimit -S -c $(ulimit -H -c); exec "$@"', 'sh', process.execPath, PROGRAM, 'vault', 'reencrypt'],
      {
        env: {
          PATH: process.env['PATH'],
          FIELDFARE_ENV: environment,
          PAYMENTS_DATABASE_URL: test.paymentsUrl,
          KMS_KEY_FILE: '/nowhere/kms.key',
        },
      },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    return said;
  };
  expect(await reencrypt('production')).toMatch(/^fieldfare: core dumps are enabled/);
  expect(await reencrypt('development')).toMatch(/^fieldfare: There is no key file/);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeDataFolder } from './data-folder.ts';
import { processIdentity } from './process-identity.ts';
import { reset } from './reset.ts';

let dataDir: string;
let said: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fieldfare-reset-'));
  said = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => Boolean((said += String(text))));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dataDir, { recursive: true, force: true });
});

const run = () => reset({ FIELDFARE_DATA_DIR: dataDir });

test('deletes the data folder, and has nothing to do the second time', async () => {
  makeDataFolder(dataDir);
  expect(await run()).toBe(0);
  expect(existsSync(dataDir)).toBe(false);
  expect(await run()).toBe(0);
  expect(said).toContain('nothing to delete');
});

test('leaves a folder alone that Fieldfare did not make', async () => {
  writeFileSync(join(dataDir, 'thesis.txt'), 'years of work');
  expect(await run()).toBe(1);
  expect(existsSync(join(dataDir, 'thesis.txt'))).toBe(true);
  expect(said).toMatch(/was not made by Fieldfare/);
});

test('asks to stop the one that runs, and deletes nothing', async () => {
  const { run: runFolder } = makeDataFolder(dataDir);
  const other = spawn('sleep', ['60']);
  await once(other, 'spawn');
  writeFileSync(
    join(runFolder, 'start.lock'),
    JSON.stringify({ pid: other.pid, identity: processIdentity(other.pid ?? 0) }),
  );
  expect(await run()).toBe(1);
  expect(said).toMatch(/already runs .*stop it with Ctrl-C/);
  expect(existsSync(dataDir)).toBe(true);
  other.kill('SIGKILL');
});

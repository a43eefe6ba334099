import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataFolder, makeDataFolder } from './data-folder.ts';
import { seed } from './seed.ts';
import { readSettings } from './settings.ts';

const DEMO = { secret_key: 'sk', publishable_key: 'pk', web: 'w', fields: 'f', payments: 'p', shop: 's' };

let folder: DataFolder;
beforeEach(() => {
  folder = makeDataFolder(mkdtempSync(join(tmpdir(), 'fieldfare-seed-')));
});
afterEach(() => rmSync(folder.path, { recursive: true }));

// Stands in for the demo data's set-up: counts its runs and writes what it is told to.
const SCRIPT = `
  const fs = require('fs');
  fs.appendFileSync('runs', 'x');
  if (process.argv[1] === 'fail') { console.error('it broke'); process.exit(1); }
  fs.writeFileSync('demo.json', process.argv[1]);
`;

function run(output: string, environment: Record<string, string> = {}) {
  const tool = {
    command: [process.execPath, '-e', SCRIPT, output] as const,
    cwd: folder.path,
    env: {},
    signal: new AbortController().signal,
  };
  return seed(readSettings(environment, '/'), folder, tool);
}

const runs = () => readFileSync(join(folder.path, 'runs'), 'utf8').length;

test('runs once, and answers the keys both times', async () => {
  expect(await run(JSON.stringify(DEMO))).toMatchObject({ isNew: true, demo: { secretKey: 'sk' } });
  expect(await run(JSON.stringify(DEMO))).toMatchObject({ isNew: false, demo: { publishableKey: 'pk' } });
  expect(runs()).toBe(1);
});

test.each<Record<string, string>>([{ SHOP_PORT: '4002' }, { DATABASE_URL: 'postgresql://owner@db.example/other' }])(
  'runs again for %j',
  async (environment) => {
    await run(JSON.stringify(DEMO));
    expect(await run(JSON.stringify(DEMO), environment)).toMatchObject({ isNew: true });
  },
);

test('runs again when its file is gone or damaged', async () => {
  await run(JSON.stringify(DEMO));
  writeFileSync(folder.demoFile, '{"secret_key":');
  expect(await run(JSON.stringify(DEMO))).toMatchObject({ isNew: true });
});

test('says where to look when it fails, and runs again the next time', async () => {
  await expect(run('fail')).rejects.toMatchObject({ message: expect.stringContaining('seed.log'), output: 'it broke' });
  expect(await run(JSON.stringify(DEMO))).toMatchObject({ isNew: true });
});

test('says so when it leaves no file', async () => {
  await expect(run('{}')).rejects.toThrow(/left no .*demo\.json/);
});

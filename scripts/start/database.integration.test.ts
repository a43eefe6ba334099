import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectOwner } from '@fieldfare/db/connect-owner';
import { createTestDatabase, type TestDatabase } from '@fieldfare/db/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataFolder, dataFolder } from './data-folder.ts';
import { prepareDatabase } from './database.ts';
import { readSettings } from './settings.ts';
import { Supervisor } from './supervisor.ts';

let database: TestDatabase;
let folder: DataFolder;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = dataFolder(mkdtempSync(join(tmpdir(), 'fieldfare-database-')));
  mkdirSync(folder.secrets);
});

afterEach(async () => {
  await database.drop();
  rmSync(folder.path, { recursive: true, force: true });
});

test('a second data folder does not take the passwords away under servers that run', async () => {
  const server = await connectOwner(database.paymentsUrl);
  const settings = readSettings({ DATABASE_URL: database.ownerUrl }, '/');
  await expect(prepareDatabase(settings, folder, new Supervisor(() => {}))).rejects.toThrow(
    /fieldfare_payments.*passwords of another data folder.*copy secrets\/database-roles\.json/,
  );
  expect(existsSync(join(folder.secrets, 'database-roles.json'))).toBe(false);
  await server.end();
  await (await connectOwner(database.paymentsUrl)).end();
});

test('servers whose connections are given keep them, whoever else is connected', async () => {
  const server = await connectOwner(database.paymentsUrl);
  const settings = readSettings(
    {
      DATABASE_URL: database.ownerUrl,
      PAYMENTS_DATABASE_URL: database.paymentsUrl,
      WEB_DATABASE_URL: database.webUrl,
      SANDBOX_DATABASE_URL: database.sandboxUrl,
    },
    '/',
  );
  const urls = await prepareDatabase(settings, folder, new Supervisor(() => {}));
  expect(urls).toMatchObject({ payments: database.paymentsUrl, web: database.webUrl });
  await server.end();
  await (await connectOwner(database.paymentsUrl)).end();
});

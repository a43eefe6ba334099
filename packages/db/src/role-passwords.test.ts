import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rolePasswords } from './role-passwords.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-passwords-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('makes three different passwords once, readable by their user alone', async () => {
  const file = join(folder, 'secrets', 'roles.json');
  const made = await rolePasswords(file);
  expect(new Set(Object.values(made)).size).toBe(3);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await rolePasswords(file)).toEqual(made);
});

test.each(['', '{', '{"fieldfare_payments":"short"}'])('replaces a damaged file: %j', async (content) => {
  const file = join(folder, 'damaged.json');
  await writeFile(file, content);
  const made = await rolePasswords(file);
  expect(made.fieldfare_web.length).toBeGreaterThanOrEqual(32);
  expect(await rolePasswords(file)).toEqual(made);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

test('answers the version', () => {
  expect(parseArguments(['--version'])).toEqual({ kind: 'version' });
});

test('finds a database command and where it goes', () => {
  const args = ['--datasource', '{"url":"postgresql://u@h/d"}', 'cli', 'create-database'];
  expect(parseArguments(args)).toEqual({
    kind: 'database-command',
    command: 'create-database',
    url: 'postgresql://u@h/d',
  });
});

test('refuses a database command that it does not know', () => {
  expect(() => parseArguments(['--datasource', '{"url":"x"}', 'cli', 'erase-everything'])).toThrow('Invalid option');
});

test('reads every schema file and takes no option value for a command', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldfare-schema-'));
  const file = join(folder, 'schema.prisma');
  await writeFile(file, 'model A { id Int @id }');
  const args = ['--datamodels', file, '--enabled-preview-features', 'cli', '--extension-types', '[]'];
  expect(parseArguments(args)).toEqual({ kind: 'rpc', url: null, datamodels: [[file, 'model A { id Int @id }']] });
  await rm(folder, { recursive: true });
});

test('an empty URL is none', () => {
  expect(parseArguments(['--datasource', '{"url":""}'])).toMatchObject({ kind: 'rpc', url: null });
});

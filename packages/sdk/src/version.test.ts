import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { SDK_VERSION } from './version.ts';

it('is the version that the package is published as', async () => {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  expect((JSON.parse(manifest) as { version: string }).version).toBe(SDK_VERSION);
});

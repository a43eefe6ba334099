import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSources } from './hash-sources.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fieldfare-sources-'));
  write('pnpm-lock.yaml', 'lock');
  write('packages/fields/src/index.ts', 'one');
  write('apps/web/src/app/page.tsx', 'page');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

test('is the same for the same sources', () => {
  expect(hashSources(root)).toBe(hashSources(root));
});

test.each([
  ['packages/fields/src/index.ts', 'two'],
  ['packages/fields/src/deep/er/new.ts', ''],
  ['packages/fields/scripts/build.ts', 'x'],
  ['apps/web/next.config.ts', 'x'],
  ['apps/web/public/icon.svg', 'x'],
  ['pnpm-lock.yaml', 'other'],
])('changes with %s', (path, content) => {
  const before = hashSources(root);
  write(path, content);
  expect(hashSources(root)).not.toBe(before);
});

test.each([
  'packages/fields/src/index.test.ts',
  'packages/fields/dist/bundle.js',
  'packages/db/src/generated/client.ts',
  'packages/fields/node_modules/x/src/index.ts',
  'apps/web/.next/BUILD_ID',
  'apps/web/next-env.d.ts',
])('does not change with %s', (path) => {
  const before = hashSources(root);
  write(path, 'made or beside the point');
  expect(hashSources(root)).toBe(before);
});

test('a file that moves its end into the next one is another source', () => {
  write('packages/fields/src/a.ts', 'xy');
  write('packages/fields/src/b.ts', 'z');
  const before = hashSources(root);
  write('packages/fields/src/a.ts', 'x');
  write('packages/fields/src/b.ts', 'yz');
  expect(hashSources(root)).not.toBe(before);
});

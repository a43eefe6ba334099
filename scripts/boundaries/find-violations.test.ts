import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findViolations } from './find-violations.ts';
import { ROOMS } from './rules.ts';

// Spelt in two parts, so that this file does not itself seem to import what it names.
const dynamicImport = ['im', 'port'].join('');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fieldfare-boundaries-'));
  for (const { folder } of ROOMS) {
    write(
      `${folder}/package.json`,
      JSON.stringify({ name: `@fieldfare/${folder.split('/').at(-1)}`, exports: { '.': './src/index.ts' } }),
    );
  }
  write(
    'packages/protocol/package.json',
    JSON.stringify({
      name: '@fieldfare/protocol',
      exports: { '.': './src/index.ts', './validators': './src/validators.ts' },
    }),
  );
  write('packages/protocol/src/index.ts', "import * as z from 'zod';\nexport const Money = z.number();\n");
  write('packages/protocol/src/validators.ts', 'export const isMoney = (value: unknown) => Number.isInteger(value);\n');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

test('accepts imports that point the right way', () => {
  write('packages/payments/src/a.ts', "import { Money } from '@fieldfare/protocol';\n");
  write('packages/db/src/a.ts', "import type { KeyRing } from '@fieldfare/vault';\n");
  write(
    'packages/fields/src/a.ts',
    "import type { Money } from '@fieldfare/protocol';\nimport { isMoney } from '@fieldfare/protocol/validators';\n",
  );
  write('packages/sdk/src/react/use-fields.ts', "import { useState } from 'react';\n");
  write('apps/socket-server/src/a.ts', "import { open } from '@fieldfare/vault';\n");
  write('packages/processors/src/a.test.ts', "import { createTestDatabase } from '@fieldfare/db';\n");
  expect(findViolations(root)).toEqual([]);
});

test.each([
  ['apps/web/src/a.ts', "import { open } from '@fieldfare/vault';", 'apps/web may import'],
  ['apps/web/src/a.ts', "import type { Vault } from '@fieldfare/vault';", 'apps/web may import'],
  ['apps/web/src/a.ts', "import { stripe } from '@fieldfare/processors';", 'apps/web may import'],
  ['apps/web/src/a.ts', "import { authorize } from '@fieldfare/payments';", 'apps/web may import'],
  ['apps/web/src/a.ts', "import { sign } from '@fieldfare/access';", 'apps/web may import'],
  ['apps/web/src/a.ts', `const vault = await ${dynamicImport}('@fieldfare/vault');`, 'apps/web may import'],
  ['apps/web/src/a.ts', "import { open } from '../../../packages/vault/src/index.ts';", 'by its name, not by a path'],
  ['packages/protocol/src/a.ts', "import { x } from '@fieldfare/payments';", 'may import nothing of ours'],
  [
    'packages/payments/src/a.ts',
    "import { x } from '@fieldfare/db';",
    'packages/payments may import packages/protocol',
  ],
  ['packages/payments/src/a.ts', "import pg from 'pg';", 'the domain has no input or output'],
  ['packages/payments/src/a.ts', "import { readFile } from 'node:fs/promises';", 'the domain has no input or output'],
  ['packages/vault/src/a.ts', "import { x } from '@fieldfare/access';", 'packages/vault may import'],
  ['packages/db/src/a.ts', "import { open } from '@fieldfare/vault';", 'may import only types of packages/vault'],
  [
    'packages/processors/src/a.ts',
    "import { createTestDatabase } from '@fieldfare/db';",
    'packages/processors may import',
  ],
  ['packages/ui/src/a.tsx', "import { x } from '@fieldfare/web';", 'packages/ui may import'],
  ['packages/fields/src/a.ts', "import { useState } from 'react';", 'framework-free'],
  ['packages/sdk/src/a.ts', "import { useState } from 'react';", 'must not load it'],
  ['packages/sdk/src/a.ts', "import { join } from 'node:path';", 'runs in browsers'],
  ['packages/sdk/src/a.ts', "import * as z from 'zod';", 'zod never reaches a browser frame'],
  ['packages/fields/src/a.ts', "import { Money } from '@fieldfare/protocol';", 'packages/protocol/src/index.ts → zod'],
  [
    'packages/fields/src/a.ts',
    "import { type Money } from '@fieldfare/protocol';",
    'packages/protocol/src/index.ts → zod',
  ],
  [
    'examples/checkout/src/a.ts',
    "import { x } from '@fieldfare/protocol';",
    'examples/checkout may import packages/node',
  ],
])('refuses in %s: %s', (path, source, words) => {
  write(path, `${source}\n`);
  expect(findViolations(root)).toEqual([expect.stringContaining(words)]);
});

test('follows the way through several files, and does not follow types', () => {
  write('packages/sdk/src/index.ts', "import type { A } from './a.ts';\nexport const one = 1;\n");
  write('packages/sdk/src/a.ts', "import { b } from './b.ts';\nexport type A = typeof b;\n");
  write('packages/sdk/src/b.ts', "import { z } from 'zod/mini';\nexport const b = z.string();\n");
  const violations = findViolations(root);
  expect(violations).toContainEqual(
    expect.stringContaining('packages/sdk/src/a.ts → packages/sdk/src/b.ts → zod/mini'),
  );
  expect(violations).not.toContainEqual(expect.stringContaining('packages/sdk/src/index.ts'));
});

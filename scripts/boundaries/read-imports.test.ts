import { expect, test } from 'vitest';
import { readImports } from './read-imports.ts';

const runtime = (specifier: string) => ({ specifier, isTypeOnly: false });
const types = (specifier: string) => ({ specifier, isTypeOnly: true });

test.each([
  ["import 'a';", [runtime('a')]],
  ["import a from 'a';", [runtime('a')]],
  ["import * as a from 'a';", [runtime('a')]],
  ["import { a, b as c } from 'a';", [runtime('a')]],
  ["import {\n  a,\n  type B,\n} from './a.ts';", [runtime('./a.ts')]],
  ["import { type A } from 'a';", [runtime('a')]],
  ["import type { A } from 'a';", [types('a')]],
  ["import type A from 'a';", [types('a')]],
  ["import type from 'a';", [runtime('a')]],
  ["export { a } from 'a';", [runtime('a')]],
  ["export * from 'a';", [runtime('a')]],
  ["export type { A } from 'a';", [types('a')]],
  ["const a = await import('a');", [runtime('a')]],
  ["vi.mock('a');", [runtime('a')]],
  ["import data from './a.json' with { type: 'json' };", [runtime('./a.json')]],
])('%j', (source, imports) => {
  expect(readImports(source)).toEqual(imports);
});

test.each([
  "// import 'a';",
  "/* import 'a'; */",
  "/**\n * import { a } from 'a';\n */",
  'const text = "import \'a\'";',
  "export const a = 'b';",
])('%j imports nothing', (source) => {
  expect(readImports(source)).toEqual([]);
});

test('finds each of several', () => {
  const source = "import a from 'a';\nimport type { B } from 'b';\n\nexport const c = 1;\nexport { d } from 'd';\n";
  expect(readImports(source)).toEqual([runtime('a'), types('b'), runtime('d')]);
});

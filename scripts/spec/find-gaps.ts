import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readQuotedRules } from './read-quoted-rules.ts';
import { readRules } from './read-rules.ts';

const SPECIFICATION = 'packages/protocol/SPEC.md';
const TESTS = [
  '{apps,packages,examples}/*/{src,scripts}/**/*.test.{ts,tsx}',
  'bench/src/**/*.test.ts',
  'playwright/tests/**/*.spec.ts',
];

/** What keeps the specification and the tests apart, one sentence each: a rule that no test quotes, a quoted rule that there is not, an id used twice. */
export function findGaps(root: string): string[] {
  const rules = readRules(readFileSync(join(root, SPECIFICATION), 'utf8'));
  const files = globSync(TESTS, { cwd: root, exclude: ['**/node_modules/**'] });
  const quotes = files.flatMap((file) =>
    readQuotedRules(readFileSync(join(root, file), 'utf8')).map((id) => ({ id, file })),
  );
  return compare(rules, quotes);
}

export function compare(rules: readonly string[], quotes: readonly { id: string; file: string }[]): string[] {
  const quoted = new Set(quotes.map(({ id }) => id));
  const untested = rules.filter((id) => !quoted.has(id)).map((id) => `${id} is a rule that no test quotes.`);
  const unknown = quotes
    .filter(({ id }) => !rules.includes(id))
    .map(({ id, file }) => `${file} quotes ${id}, which is no rule.`);
  const twice = rules.filter((id, at) => rules.indexOf(id) !== at).map((id) => `${id} is the id of two rules.`);
  return [...twice, ...untested, ...unknown];
}

import { expect, test } from 'vitest';
import { ROOT } from '../shared/root.ts';
import { compare, findGaps } from './find-gaps.ts';
import { readQuotedRules } from './read-quoted-rules.ts';
import { readRules } from './read-rules.ts';

const FILE = 'a.test.ts';

test('reads rules from list items alone, and quotes from the beginning of titles', () => {
  expect(readRules('# HS9\n- **HS1** A rule.\n  It mentions **HS2** too.\n- **LM12** Another.\n')).toEqual([
    'HS1',
    'LM12',
  ]);
  expect(readQuotedRules("it('[HS1] refuses', …)\nit(\n  `[HS2] [LM12] both`\n)\nrows[HS3]; // [HS4]")).toEqual([
    'HS1',
    'HS2',
    'LM12',
  ]);
});

test('names a rule without a test, a test without its rule, and an id that is used twice', () => {
  expect(compare(['HS1', 'HS2', 'HS1'], [{ id: 'HS1', file: FILE }])).toEqual([
    'HS1 is the id of two rules.',
    'HS2 is a rule that no test quotes.',
  ]);
  expect(
    compare(
      ['HS1'],
      ['HS1', 'HS7'].map((id) => ({ id, file: FILE })),
    ),
  ).toEqual(['a.test.ts quotes HS7, which is no rule.']);
});

test('every rule of the protocol is quoted by a test, and every quoted rule exists', () => {
  expect(findGaps(ROOT)).toEqual([]);
});

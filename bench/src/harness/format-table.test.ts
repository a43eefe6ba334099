import { expect, it } from 'vitest';
import { formatTable } from './format-table.ts';

it('aligns the first column left and the others right', () => {
  expect(
    formatTable(
      ['what', 'rate'],
      [
        ['a long name', '7'],
        ['b', '1,234'],
      ],
    ),
  ).toBe(['what          rate', '-----------  -----', 'a long name      7', 'b            1,234'].join('\n'));
});

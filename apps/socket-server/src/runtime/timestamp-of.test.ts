import { expect, it } from 'vitest';
import { timestampOf } from './timestamp-of.ts';

it('tells each millisecond, whatever was told before it', () => {
  const at = (ms: number) => timestampOf(new Date(ms));
  expect([at(0), at(0), at(1), at(0)]).toEqual([
    '1970-01-01T00:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
    '1970-01-01T00:00:00.001Z',
    '1970-01-01T00:00:00.000Z',
  ]);
});

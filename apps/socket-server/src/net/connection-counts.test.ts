import { expect, it } from 'vitest';
import { createConnectionCounts } from './connection-counts.ts';

const create = () => createConnectionCounts({ pending: 2, console: 1, account: 1, fields: 3 });

it('[LM1] refuses the one that is too many, for that address and kind alone', () => {
  const counts = create();
  expect([counts.take('console', 'a'), counts.take('console', 'a')]).toEqual([expect.anything(), null]);
  expect(counts.take('console', 'b')).not.toBeNull();
  expect(counts.take('fields', 'a')).not.toBeNull();
});

it('[LM1] gives a place back exactly once', () => {
  const counts = create();
  const first = counts.take('pending', 'a');
  counts.take('pending', 'a');
  first?.release();
  first?.release();
  expect(counts.count('pending', 'a')).toBe(1);
});

it('forgets an address that has nothing open', () => {
  const counts = create();
  counts.take('fields', 'a')?.release();
  expect(counts.size()).toBe(0);
});

import { expect, test } from 'vitest';
import { linePath } from './line-path.ts';

const BOX = { width: 100, height: 50, inset: 0 };

test('draws low values at the bottom and high ones at the top', () => {
  expect(linePath([0, 1], [0, 1], BOX)).toBe('M0 50L100 0');
});

test('lifts the pen where a day has no value', () => {
  expect(linePath([0, null, 1], [0, 1], BOX)).toBe('M0 50M100 0');
});

test('keeps a value beyond the range inside the box', () => {
  expect(linePath([-5, 9], [0, 1], BOX)).toBe('M0 50L100 0');
});

test('survives a range without height', () => {
  expect(linePath([1, 1], [1, 1], BOX)).toBe('M0 50L100 50');
});

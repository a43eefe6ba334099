import { describe, expect, it } from 'vitest';
import { median, percentile } from './percentile.ts';

describe('percentiles', () => {
  it('take the nearest rank, whatever order the values come in', () => {
    const values = [50, 15, 35, 40, 20];
    expect([0.05, 0.3, 0.4, 0.5, 1].map((share) => percentile(values, share))).toEqual([15, 20, 20, 35, 50]);
  });

  it('sort as numbers, not as text', () => {
    expect(percentile([9, 10, 100], 0.5)).toBe(10);
  });

  it('leave the values in the order that they came in', () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  it('say NaN of nothing', () => {
    expect(percentile([], 0.5)).toBeNaN();
    expect(median([])).toBeNaN();
  });
});

describe('the median', () => {
  it('is the value in the middle, or the mean of the two there', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

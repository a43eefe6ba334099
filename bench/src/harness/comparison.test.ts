import { describe, expect, it } from 'vitest';
import { atLeast, atMost, comparisonRow } from './comparison.ts';
import { formatCount, formatMs } from './format-number.ts';

describe('a comparison', () => {
  it('weighs each round for itself, so that a slow round of both changes nothing', () => {
    const row = comparisonRow({
      what: 'payments',
      ours: [100, 50, 90],
      limit: [200, 100, 100],
      format: formatCount,
      goal: atLeast(0.5),
    });
    expect(row).toEqual(['payments', '90', '100', '50 %', '50 %..90 %', '>= 50 %', 'met']);
  });

  it('says when a goal is missed, also for a difference', () => {
    const weigh = { of: (ours: number, limit: number) => ours - limit, format: formatMs };
    const row = comparisonRow({
      what: 'p50',
      ours: [5],
      limit: [2],
      format: formatMs,
      weigh,
      goal: atMost(2, formatMs),
    });
    expect(row.slice(3)).toEqual(['3.00 ms', '3.00 ms..3.00 ms', '<= 2.00 ms', 'missed']);
  });
});

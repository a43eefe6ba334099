import { formatShare, formatSpread } from './format-number.ts';
import { median } from './percentile.ts';

/** Ours against a limit, both measured once a round. */
export interface Comparison {
  what: string;
  ours: readonly number[];
  limit: readonly number[];
  format: (value: number) => string;
  /** How the two are weighed; the ratio where it is left out. */
  weigh?: Weighing;
  goal?: Goal;
}

export interface Weighing {
  of: (ours: number, limit: number) => number;
  format: (value: number) => string;
}

export interface Goal {
  text: string;
  isMet: (result: number) => boolean;
}

export const ratio: Weighing = { of: (ours, limit) => ours / limit, format: formatShare };

/** For what is better when it is less. */
export const inverseRatio: Weighing = { of: (ours, limit) => limit / ours, format: formatShare };

export const COMPARISON_HEADER = ['', 'ours', 'limit', 'result', 'of all rounds', 'goal', ''] as const;

/** One row of the table. Each round is weighed for itself, and the median of those is the result: rounds drift, pairs hardly do. */
export function comparisonRow({ what, ours, limit, format, weigh = ratio, goal }: Comparison): string[] {
  const results = ours.map((value, round) => weigh.of(value, limit[round] ?? Number.NaN));
  const result = median(results);
  return [
    what,
    format(median(ours)),
    format(median(limit)),
    weigh.format(result),
    formatSpread(results, weigh.format),
    goal?.text ?? '',
    goal ? (goal.isMet(result) ? 'met' : 'missed') : '',
  ];
}

export const atLeast = (share: number): Goal => ({
  text: `>= ${formatShare(share)}`,
  isMet: (result) => result >= share,
});

export const atMost = (value: number, format: (value: number) => string): Goal => ({
  text: `<= ${format(value)}`,
  isMet: (result) => result <= value,
});

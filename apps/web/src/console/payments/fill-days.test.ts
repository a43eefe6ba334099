import { expect, test } from 'vitest';
import { approvalRate, fillDays, rollingApproval } from './fill-days.ts';

const TODAY = new Date('2026-03-02T23:30:00.000Z');
const day = (date: string, attempts: number, approved: number) => ({
  date,
  attempts,
  approved,
  volume_minor: approved * 100,
});

test('every day is there once, oldest first, across the end of a month', () => {
  const filled = fillDays([day('2026-03-01', 2, 1)], 4, TODAY);
  expect(filled.map((entry) => entry.date)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  expect(filled.map((entry) => entry.attempts)).toEqual([0, 0, 2, 0]);
});

test('approval weighs days by their attempts, and has no value without any', () => {
  expect(approvalRate([day('a', 9, 9), day('b', 1, 0)])).toBe(0.9);
  expect(approvalRate([day('a', 0, 0)])).toBeNull();
});

test('the rolling rate looks back over its window and no further', () => {
  expect(rollingApproval([day('a', 1, 0), day('b', 1, 1), day('c', 0, 0), day('d', 0, 0)], 2)).toEqual([
    0,
    0.5,
    1,
    null,
  ]);
});

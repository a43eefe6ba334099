import { expect, it } from 'vitest';
import { RETRY_DELAYS_MS, retryDelayMs } from './delivery-schedule.ts';

const HOUR_MS = 3_600_000;

it('waits longer each time, for three days in all', () => {
  expect(RETRY_DELAYS_MS.toSorted((a, b) => a - b)).toEqual(RETRY_DELAYS_MS);
  const total = RETRY_DELAYS_MS.reduce((sum, delay) => sum + delay, 0);
  expect(Math.abs(total - 72 * HOUR_MS)).toBeLessThan(HOUR_MS);
});

it('spreads each wait by a fifth to either side', () => {
  expect([0, 0.5, 1].map((random) => retryDelayMs(1, random))).toEqual([4_000, 5_000, 6_000]);
});

it('gives up after the last', () => {
  expect(retryDelayMs(RETRY_DELAYS_MS.length)).not.toBeNull();
  expect(retryDelayMs(RETRY_DELAYS_MS.length + 1)).toBeNull();
});

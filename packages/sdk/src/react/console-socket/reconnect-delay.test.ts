import { expect, test } from 'vitest';
import { reconnectDelayMs } from './reconnect-delay.ts';

test('waits 1, 2, 4, 8, 16 and then always 30 seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => reconnectDelayMs(attempt, 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
});

test('adds at most a fifth, and never takes anything away', () => {
  expect(reconnectDelayMs(0, 0.5)).toBe(1_100);
  expect(reconnectDelayMs(5, 0.999_999)).toBeLessThanOrEqual(36_000);
});

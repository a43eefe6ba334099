import { expect, it } from 'vitest';
import { reconnectDelayMs } from './reconnect-delay.ts';

it('waits 1, 2, 4, 8, 16, then 30 seconds, and up to a fifth more', () => {
  const delays = (random: number) =>
    [0, 1, 2, 3, 4, 5, 6, 40].map((attempt) => reconnectDelayMs(attempt, () => random));
  expect(delays(0)).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1000));
  expect(delays(1)).toEqual([1.2, 2.4, 4.8, 9.6, 19.2, 36, 36, 36].map((seconds) => seconds * 1000));
});

import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('waits longer each time and then gives up', () => {
  const backoff = new Backoff();
  expect([1, 2, 3, 4, 5, 6].map((second) => backoff.next(second * 1000))).toEqual([200, 1000, 2000, 5000, 5000, null]);
});

test('forgets what is over a minute ago', () => {
  const backoff = new Backoff();
  const times = [0, 20, 40, 61, 81, 101, 122, 142, 162].map((seconds) => seconds * 1000);
  expect(times.map((time) => backoff.next(time))).not.toContain(null);
});

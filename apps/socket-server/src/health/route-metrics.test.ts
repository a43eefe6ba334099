import { expect, it } from 'vitest';
import { isLoopback } from './route-metrics.ts';

it.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['192.0.2.1', false],
  ['::ffff:192.0.2.1', false],
  ['1127.0.0.1', false],
  ['::127.0.0.1', false],
  [undefined, false],
])('says whether %s is this machine: %s', (address, isHere) => {
  expect(isLoopback(address)).toBe(isHere);
});

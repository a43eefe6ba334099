import { expect, it } from 'vitest';
import { chooseEncoding } from './choose-encoding.ts';

it.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['GZIP;q=0.5, br;q=0', 'gzip'],
  ['br ; q=0.000, gzip; q=0', 'identity'],
  ['deflate', 'identity'],
  ['*', 'identity'],
  ['', 'identity'],
  [null, 'identity'],
] as const)('a browser that offers %j is answered by %s', (accepted, encoding) => {
  expect(chooseEncoding(accepted)).toBe(encoding);
});

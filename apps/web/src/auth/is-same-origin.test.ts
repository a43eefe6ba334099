import { expect, test } from 'vitest';
import { isSameOrigin } from './is-same-origin.ts';

const ORIGIN = 'http://localhost:3000';

test('takes the page’s own request', () => {
  expect(isSameOrigin(new Headers({ origin: ORIGIN, 'sec-fetch-site': 'same-origin' }), ORIGIN)).toBe(true);
});

test.each([
  { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'http://localhost:3002', 'sec-fetch-site': 'same-site' },
  { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'none' },
  {},
])('refuses %o', (headers) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>), ORIGIN)).toBe(false);
});

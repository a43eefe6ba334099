import { expect, test } from 'vitest';
import { safeReturnPath } from './safe-return-path.ts';

test('goes back to the page of the console that was asked for', () => {
  expect(safeReturnPath('/console/payments?status=captured')).toBe('/console/payments?status=captured');
});

test.each([
  undefined,
  '',
  'https://evil.example/console/',
  '//evil.example/console/',
  '/console/../../evil',
  '/console/\\evil.example',
  '/console/sign-in?from=/console/',
  '/docs',
  'javascript:alert(1)',
  ['/console/payments'],
])('goes to the payments instead of %j', (from) => {
  expect(safeReturnPath(from as string)).toBe('/console/payments');
});

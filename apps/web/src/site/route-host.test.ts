import { expect, test } from 'vitest';
import { routeHost } from './route-host.ts';

const ORIGINS = { webOrigin: 'http://localhost:3000', fieldsOrigin: 'http://127.0.0.1:3000' };

test.each([
  ['localhost:3000', '/console', 'web'],
  ['LOCALHOST:3000', '/', 'web'],
  ['localhost:3000', '/fields/v1/mer_1', 'not_found'],
  ['localhost:3000', '/%66ields/v1/mer_1', 'not_found'],
  ['localhost:3000', '//fields/v1/mer_1', 'not_found'],
  ['localhost:3000', '/sdk/v1/fieldfare.js', 'not_found'],
  ['localhost:3000', '/fieldset', 'web'],
  ['127.0.0.1:3000', '/fields/v1/mer_1', 'fields'],
  ['127.0.0.1:3000', '/sdk/v1/fieldfare.js', 'fields'],
  ['127.0.0.1:3000', '/console', 'not_found'],
  ['127.0.0.1:3000', '/api/auth/csrf', 'not_found'],
  ['127.0.0.1:3000', '/_next/static/chunk.js', 'not_found'],
  ['127.0.0.1:3000', '/', 'not_found'],
  ['localhost:3000', '/api/fields-origin/sdk/v1/fieldfare.js', 'not_found'],
  ['localhost:3000', '//api/%66ields-origin/documents/mer_1', 'not_found'],
  ['127.0.0.1:3000', '/api/fields-origin/documents/mer_1', 'not_found'],
  ['evil.example', '/console', 'unknown_host'],
  ['localhost', '/console', 'unknown_host'],
  [null, '/console', 'unknown_host'],
] as const)('%s%s is %s', (host, pathname, expected) => {
  expect(routeHost(host, pathname, ORIGINS)).toBe(expected);
});

test('one origin for both, as development allows, serves both', () => {
  const shared = { webOrigin: 'http://localhost:3000', fieldsOrigin: 'http://localhost:3000' };
  expect(routeHost('localhost:3000', '/fields/v1/mer_1', shared)).toBe('fields');
  expect(routeHost('localhost:3000', '/console', shared)).toBe('web');
});

test('a path of broken escapes is answered, not thrown at', () => {
  expect(routeHost('localhost:3000', '/%zz', ORIGINS)).toBe('web');
});

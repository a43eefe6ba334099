import { expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';

it.each([
  ['', {}],
  ['limit=10&status=authorized', { limit: '10', status: 'authorized' }],
  ['status=authorized&status=captured', { status: ['authorized', 'captured'] }],
  ['metadata[order]=A-1&metadata[channel]=web', { metadata: { order: 'A-1', channel: 'web' } }],
  ['metadata%5Border%5D=A%201', { metadata: { order: 'A 1' } }],
  ['metadata[order]=A&metadata[order]=B', { metadata: { order: ['A', 'B'] } }],
  ['metadata=x&metadata[a]=y', { metadata: { a: 'y' } }],
  ['metadata[a]=y&metadata=x', { metadata: { a: 'y' } }],
  ['metadata[a]=y&metadata[__proto__]=x', { metadata: { a: 'y' }, 'metadata[__proto__]': 'x' }],
  ['a[b][c]=1', { 'a[b][c]': '1' }],
])('reads %s', (text, query) => {
  expect(JSON.parse(JSON.stringify(parseQuery(text)))).toEqual(query);
});

it('makes no prototype of what was sent', () => {
  const query = parseQuery('__proto__[isAdmin]=1&constructor[a]=1');
  expect(Object.hasOwn(query, '__proto__')).toBe(true);
  expect('isAdmin' in {}).toBe(false);
});

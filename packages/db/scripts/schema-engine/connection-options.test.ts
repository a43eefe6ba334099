import { expect, test } from 'vitest';
import { connectionOptions } from './connection-options.ts';

test('decodes every part, and has no connection string to win over another database', () => {
  expect(connectionOptions('postgresql://us%40er:p%2Fw@db.example:6432/my%20data')).toEqual({
    host: 'db.example',
    port: 6432,
    user: 'us@er',
    password: 'p/w',
    database: 'my data',
  });
});

test('knows the defaults and a socket folder', () => {
  expect(connectionOptions('postgresql:///data?host=/run/postgresql')).toEqual({
    host: '/run/postgresql',
    port: 5432,
    database: 'data',
  });
});

test.each([
  ['disable', undefined],
  ['require', { rejectUnauthorized: false }],
  ['verify-full', { rejectUnauthorized: true }],
])('sslmode %s', (mode, ssl) => {
  expect(connectionOptions(`postgresql://h/d?sslmode=${mode}`).ssl).toEqual(ssl);
});

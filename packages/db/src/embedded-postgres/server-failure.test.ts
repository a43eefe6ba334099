import { expect, test } from 'vitest';
import { explainServerFailure } from './server-failure.ts';

test.each([
  ['FATAL: could not write lock file "postmaster.pid": No space left on device', 'disk_full', 'disk is full'],
  ['LOG: could not bind IPv4 address "127.0.0.1": Address already in use', 'port_taken', '5432'],
  ['FATAL: database files are incompatible with server', 'server_failed', 'another version'],
  ['initdb: error: could not access directory "/data": Permission denied', 'not_permitted', 'FIELDFARE_DATA_DIR'],
  ['FATAL: something nobody has seen before', 'server_failed', '/logs/postgres.log'],
])('%s', (output, code, words) => {
  const error = explainServerFailure(output, 5432, '/logs/postgres.log');
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
  expect(error.message).not.toContain('\n');
});

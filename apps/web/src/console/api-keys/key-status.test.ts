import { newId, type ApiKey } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { keyStatus, relativeWords } from './key-status.ts';

const NOW = new Date('2026-11-01T12:00:00.000Z');
const aKey = (changes: Partial<ApiKey>): ApiKey => ({
  id: newId('apiKey'),
  object: 'api_key',
  type: 'secret',
  mode: 'test',
  name: 'Server',
  prefix: 'sk_test_ab12',
  scopes: null,
  ip_allow_list: [],
  created_by: null,
  created_at: NOW.toISOString(),
  last_used_at: null,
  expires_at: null,
  revoked_at: null,
  replaced_by: null,
  ...changes,
});

test.each([
  [{}, 'Active', true],
  [{ expires_at: '2026-12-01T00:00:00.000Z' }, 'Active', true],
  [{ expires_at: '2026-10-01T00:00:00.000Z' }, 'Expired', false],
  [{ revoked_at: '2026-10-01T00:00:00.000Z' }, 'Revoked', false],
  [{ replaced_by: newId('apiKey'), expires_at: '2026-11-02T00:00:00.000Z' }, 'Being replaced', true],
  [{ replaced_by: newId('apiKey'), expires_at: '2026-11-01T00:00:00.000Z' }, 'Replaced', false],
] as const)('%o is %s', (changes, label, isUsable) => {
  expect(keyStatus(aKey(changes), NOW)).toMatchObject({ label, isUsable });
});

test.each([
  ['2026-11-01T11:59:30.000Z', 'just now'],
  ['2026-11-01T11:55:00.000Z', '5 minutes ago'],
  ['2026-11-01T09:00:00.000Z', '3 hours ago'],
  ['2026-10-31T11:00:00.000Z', 'yesterday'],
  ['2026-11-04T13:00:00.000Z', 'in 3 days'],
])('%s was %s', (at, words) => {
  expect(relativeWords(at, NOW)).toBe(words);
});

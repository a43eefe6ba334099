import { expect, it } from 'vitest';
import { describeStatement } from './observe-queries.ts';

it.each([
  ['SELECT * FROM begin_payments($1)', 'select', 'begin_payments'],
  ['SELECT "public"."api_keys"."id" FROM "public"."api_keys" WHERE 1 = 1', 'select', 'api_keys'],
  ['INSERT INTO idempotency_keys AS k (a) VALUES ($1)', 'insert', 'idempotency_keys'],
  ['WITH expired AS (UPDATE sessions SET status = $1) INSERT INTO session_events SELECT 1', 'update', 'sessions'],
  ['DELETE FROM nonces WHERE id = $1', 'delete', 'nonces'],
  ['INSERT INTO vault.cards (token) VALUES ($1)', 'insert', 'cards'],
  ['BEGIN', 'begin', ''],
  ['SELECT 1', 'select', ''],
])('reads %s', (text, operation, table) => {
  expect(describeStatement(text)).toEqual({ operation, table });
});

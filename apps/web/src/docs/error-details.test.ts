import { ERROR_CODES, HTTP_STATUS } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { ERROR_DETAILS, ERROR_TYPES } from './error-details.ts';
import { findErrorCodes } from './testing/find-error-codes.ts';
import { OPERATOR_ERROR_DETAILS } from './operator-error-details.ts';

const DETAILS = [...Object.values(ERROR_DETAILS).flat(), ...OPERATOR_ERROR_DETAILS];

test('every type of error is explained, with the status that it is answered by', () => {
  for (const type of ERROR_CODES) expect(ERROR_TYPES[type]).toContain(String(HTTP_STATUS[type]));
  expect(Object.keys(ERROR_DETAILS).toSorted()).toEqual([...ERROR_CODES].toSorted());
});

test('every code is explained once, in a sentence', () => {
  const codes = DETAILS.map(([code]) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const [code, words] of DETAILS) {
    expect(code).toMatch(/^[a-z_]+$/);
    expect(words).toMatch(/^[A-Zbm].{10,}[.?]$/);
  }
});

test('the anchor that `doc_url` leads to is there for every code that the server’s sources give a failure', async () => {
  const codes = await findErrorCodes();
  // So many are found at least: a search that finds nothing would prove nothing.
  expect(codes.size).toBeGreaterThan(150);
  for (const code of ['payment_not_found', 'idempotency_key_reused', 'own_role', 'kms_unavailable', 'json_invalid'])
    expect(codes).toContain(code);
  const anchors = new Set([...Object.keys(ERROR_TYPES), ...DETAILS.map(([code]) => code)]);
  expect([...codes].filter((code) => !anchors.has(code))).toEqual([]);
});

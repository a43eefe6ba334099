import { ANSWER_ERRORS, ERROR_TYPES, OPERATOR_ERRORS } from '@fieldfare/protocol/error-catalogue';
import { expect, test } from 'vitest';
import { findErrorCodes } from './testing/find-error-codes.ts';

const DETAILS = [...Object.values(ANSWER_ERRORS).flat(), ...OPERATOR_ERRORS];

test('every code is explained once, in a sentence', () => {
  const codes: string[] = DETAILS.map(([code]) => code);
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
  const anchors = new Set<string>([...Object.keys(ERROR_TYPES), ...DETAILS.map(([code]) => code)]);
  expect([...codes].filter((code) => !anchors.has(code))).toEqual([]);
});

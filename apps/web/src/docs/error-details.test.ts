import { ERROR_CODES, HTTP_STATUS } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { ERROR_DETAILS, ERROR_TYPES } from './error-details.ts';

test('every type of error is explained, with the status that it is answered by', () => {
  for (const type of ERROR_CODES) expect(ERROR_TYPES[type]).toContain(String(HTTP_STATUS[type]));
  expect(Object.keys(ERROR_DETAILS).toSorted()).toEqual([...ERROR_CODES].toSorted());
});

test('every code is explained once', () => {
  const codes = Object.values(ERROR_DETAILS).flatMap((details) => details.map(([code]) => code));
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^[a-z_]+$/);
});

import { MerchantRole } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { roleOptions, roleWords } from './role-words.ts';

test('an owner gives every role, and nobody else makes owners', () => {
  const values = (mine: string) => roleOptions(mine).map(({ value }) => value);
  expect(values('owner').toSorted()).toEqual([...MerchantRole.options].toSorted());
  expect(values('admin')).not.toContain('owner');
  expect(values('owner')[0]).toBe('viewer');
});

test('every role says what it is for', () => {
  for (const role of MerchantRole.options) expect(roleWords(role)).not.toBe('');
});

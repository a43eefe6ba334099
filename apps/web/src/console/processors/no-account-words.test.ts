import { describe, expect, it } from 'vitest';
import { allDisabledWords, noAccountWords } from './no-account-words.ts';

describe.each([
  ['test', true, 'Test payments go to the sandbox bank'],
  ['test', false, 'No test payment can be made'],
  ['live', true, 'No live payment can be made'],
] as const)('in %s mode, with a sandbox bank: %s', (mode, hasSandbox, words) => {
  it('says what becomes of payments before there is an account', () => {
    expect(noAccountWords({ mode, hasSandbox })).toContain(words);
  });

  it('says what becomes of payments while every account is disabled', () => {
    expect(allDisabledWords([{ enabled: false }, { enabled: false }], { mode, hasSandbox })).toContain(words);
  });

  it('says nothing while an account is enabled', () => {
    expect(allDisabledWords([{ enabled: false }, { enabled: true }], { mode, hasSandbox })).toBeNull();
  });
});

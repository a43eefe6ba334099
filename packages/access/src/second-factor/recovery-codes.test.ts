import { SecondFactorCode } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';

const many = Array.from({ length: 200 }, newRecoveryCodes).flat();

it('are ten, each another, of at least eighty bits, and none reads like a card number', () => {
  expect(newRecoveryCodes()).toHaveLength(10);
  expect(new Set(many).size).toBe(2_000);
  for (const code of many) {
    expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/);
    expect(SecondFactorCode.safeParse(code).success).toBe(true);
  }
  // Twenty letters of thirty-two: each that is drawn stands about as often as any other.
  const counts = new Map<string, number>();
  for (const letter of many.join('').replaceAll('-', '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(32);
  expect(Math.min(...counts.values())).toBeGreaterThan(1_000);
});

it('are known again however they are typed, and of their owner alone', () => {
  const hash = recoveryCodeHash('usr_1', '0123a-b1cde-fgh0j-k1mnp');
  for (const typed of ['0123A B1CDE FGH0J K1MNP', 'o123abicdefghojklmnp', ' 0123a-b1cde-fghoj-klmnp '])
    expect(recoveryCodeHash('usr_1', typed)).toEqual(hash);
  expect(recoveryCodeHash('usr_2', '0123a-b1cde-fgh0j-k1mnp')).not.toEqual(hash);
  expect(recoveryCodeHash('usr_1', '0123a-b1cde-fgh0j-k1mnq')).not.toEqual(hash);
});

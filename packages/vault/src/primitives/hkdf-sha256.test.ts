import { expect, it } from 'vitest';
import { describeKnownAnswers, hex } from '../testing/known-answers.ts';
import type { WycheproofFile, WycheproofTest } from '../testing/known-answers.ts';
import { hkdfSha256 } from './hkdf-sha256.ts';

interface HkdfGroup {
  tests: (WycheproofTest & Record<'ikm' | 'salt' | 'info' | 'okm', string> & { size: number })[];
}

describeKnownAnswers('Wycheproof HKDF-SHA-256', (read) => {
  const tests = (read('wycheproof/hkdf_sha256_test.json') as WycheproofFile<HkdfGroup>).testGroups.flatMap(
    (group) => group.tests,
  );
  const valid = tests.filter(({ result }) => result === 'valid');
  const invalid = tests.filter(({ result }) => result === 'invalid');
  const derive = ({ ikm, salt, info, size }: HkdfGroup['tests'][number]) =>
    hkdfSha256(hex(ikm), { salt: hex(salt), info: hex(info), bytes: size });

  it(`derives the ${valid.length} valid keys`, () => {
    expect(valid.length).toBeGreaterThan(70);
    for (const test of valid) expect(derive(test).toString('hex'), `tcId ${test.tcId}`).toBe(test.okm);
  });

  it(`refuses the ${invalid.length} that ask for more than there is`, () => {
    expect(invalid.length).toBeGreaterThan(0);
    for (const test of invalid) expect(() => derive(test), `tcId ${test.tcId}`).toThrow(RangeError);
  });
});

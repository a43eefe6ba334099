import { expect, it } from 'vitest';
import { describeKnownAnswers, hex } from '../testing/known-answers.ts';
import type { WycheproofFile, WycheproofTest } from '../testing/known-answers.ts';
import { hmacSha256 } from './hmac-sha256.ts';

interface MacGroup {
  tagSize: number;
  tests: (WycheproofTest & Record<'key' | 'msg' | 'tag', string>)[];
}

describeKnownAnswers('Wycheproof HMAC-SHA-256', (read) => {
  const { testGroups } = read('wycheproof/hmac_sha256_test.json') as WycheproofFile<MacGroup>;
  const whole = testGroups.filter(({ tagSize }) => tagSize === 256).flatMap(({ tests }) => tests);
  const count = (isValid: boolean) => whole.filter(({ result }) => (result === 'valid') === isValid).length;

  it(`agrees with the ${count(true)} valid whole tags and with none of the ${count(false)} invalid`, () => {
    expect(whole.length).toBeGreaterThan(50);
    for (const test of whole) {
      expect(hmacSha256(hex(test.key), hex(test.msg)).toString('hex') === test.tag, `tcId ${test.tcId}`).toBe(
        test.result === 'valid',
      );
    }
  });
});

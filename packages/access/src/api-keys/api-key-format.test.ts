import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateApiKey } from './generate-api-key.ts';
import { parseApiKey } from './parse-api-key.ts';
import { refuseKeyInBrowser } from './refuse-key-in-browser.ts';

const types = ['secret', 'publishable'] as const;
const modes = ['test', 'live'] as const;

describe('an API key', () => {
  it.each(types.flatMap((type) => modes.map((mode) => [type, mode] as const)))(
    'that is %s and %s says so',
    (type, mode) => {
      const { secret, prefix } = generateApiKey({ type, mode });
      expect(secret).toMatch(new RegExp(`^${type === 'secret' ? 'sk' : 'pk'}_${mode}_[0-9A-Za-z]{51}$`));
      expect(prefix).toBe(secret.slice(0, 20));
      expect(parseApiKey(secret)).toEqual({ type, mode, prefix });
    },
  );

  it('is another one every time, and uses every letter and digit alike', () => {
    const secrets = Array.from({ length: 2_000 }, () => generateApiKey({ type: 'secret', mode: 'test' }).secret);
    expect(new Set(secrets).size).toBe(2_000);
    const counts = new Map<string, number>();
    for (const secret of secrets)
      for (const letter of secret.slice(8, 53)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    const expected = (2_000 * 45) / 62;
    expect(counts.size).toBe(62);
    // Six standard deviations: a letter that a modulo favours would be 20 % off.
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(6 * Math.sqrt(expected));
  });

  it('ends in the CRC-32 of the rest, for scanners to check offline', () => {
    const { secret } = generateApiKey({ type: 'secret', mode: 'live' });
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const value = Array.from(secret.slice(-6)).reduce((sum, letter) => sum * 62 + alphabet.indexOf(letter), 0);
    expect(value).toBe(crc32(secret.slice(0, -6)));
  });

  it('is recognized as broken whichever single character is changed', () => {
    const { secret } = generateApiKey({ type: 'secret', mode: 'test' });
    for (let i = 0; i < secret.length; i++) {
      const other = secret[i] === 'x' ? 'y' : 'x';
      expect(parseApiKey(secret.slice(0, i) + other + secret.slice(i + 1))).toBeNull();
    }
  });

  it('is not found in anything else', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => parseApiKey(text) === null));
    const { secret } = generateApiKey({ type: 'secret', mode: 'test' });
    for (const text of [
      ` ${secret}`,
      `${secret}\n`,
      secret.slice(0, -1),
      `${secret}0`,
      secret.toLowerCase(),
      '',
      'sk_test_',
    ]) {
      expect(parseApiKey(text)).toBeNull();
    }
  });
});

describe('refuseKeyInBrowser', () => {
  it('refuses a secret key that comes with an Origin, even one that says null', () => {
    const { secret } = generateApiKey({ type: 'secret', mode: 'test' });
    expect(() => refuseKeyInBrowser(secret, 'http://localhost:3002')).toThrow('revoke it');
    expect(() => refuseKeyInBrowser(secret, 'null')).toThrow('revoke it');
    expect(() => refuseKeyInBrowser(secret, undefined)).not.toThrow();
  });

  it('lets a publishable key come from a page', () => {
    const { secret } = generateApiKey({ type: 'publishable', mode: 'test' });
    expect(() => refuseKeyInBrowser(secret, 'http://localhost:3002')).not.toThrow();
  });
});

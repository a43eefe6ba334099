import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeBase64url } from './base64url.ts';

describe('decodeBase64url', () => {
  it('decodes what it is given, of any length', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = randomBytes(length);
      expect(decodeBase64url(bytes.toString('base64url'))).toEqual(bytes);
    }
  });

  it('knows one spelling of a value: every pair of last characters is decoded only where it encodes to itself', () => {
    const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
    for (const start of ['', 'A', 'AA', 'AAA', 'AAAA']) {
      for (const a of alphabet) {
        for (const b of ['', ...alphabet]) {
          const text = start + a + b;
          const isCanonical = Buffer.from(text, 'base64url').toString('base64url') === text;
          expect(decodeBase64url(text) !== null, text).toBe(isCanonical);
        }
      }
    }
  });

  it.each(['AA=', 'AA==', 'A+AA', 'A/AA', 'AA AA', 'AAAA\n', '\nAAA', 'A', 'ÄAAA'])('refuses %j', (text) => {
    expect(decodeBase64url(text)).toBeNull();
  });
});

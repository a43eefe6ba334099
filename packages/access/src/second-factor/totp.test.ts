import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** RFC 6238, appendix B: `12345678901234567890` in base 32, and the last six of the eight digits that it prints for SHA-1. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;
const at = (seconds: number) => new Date(seconds * 1000);

describe('a code of an authenticator app', () => {
  it.each(VECTORS)('[RFC 6238] of second %d is %s, and of that half minute', (seconds, code) => {
    expect(stepOfCode(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('is taken from a half minute before its own to the end of the one after, and no longer', () => {
    const step = Math.floor(1_111_111_109 / 30);
    const taken = (seconds: number) => stepOfCode(SECRET, '081804', at(seconds));
    expect(taken((step - 1) * 30 - 1)).toBeNull();
    expect(taken((step - 1) * 30)).toBe(step);
    expect(taken((step + 2) * 30 - 1)).toBe(step);
    expect(taken((step + 2) * 30)).toBeNull();
  });

  it.each(['', '28708', '2870820', '94287082', '28708a', '287083', '２８７０８２'])('is none: %s', (text) => {
    expect(stepOfCode(SECRET, text, at(59))).toBeNull();
  });

  it('opens nothing of another secret', () => {
    expect(stepOfCode(newTotpSecret(), '287082', at(59))).not.toBe(1_000);
    const others = Array.from({ length: 20 }, () => stepOfCode(newTotpSecret(), '287082', at(59)));
    expect(others.filter((step) => step !== null).length).toBeLessThan(3);
  });
});

describe('a secret', () => {
  it('is 160 random bits in base 32, another each time', () => {
    const made = Array.from({ length: 50 }, newTotpSecret);
    expect(new Set(made).size).toBe(50);
    for (const secret of made) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });

  it('makes the codes that HMAC-SHA-1 makes of it, by the letter of RFC 4226', () => {
    // Four times 0x00 to 0x04, as base 32 writes them.
    const bytes = Buffer.alloc(20, Buffer.from([0, 1, 2, 3, 4]));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(41_152_263n);
    const digest = createHmac('sha1', bytes).update(counter).digest();
    const value = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff;
    const code = String(value % 1_000_000).padStart(6, '0');
    expect(stepOfCode('AAAQEAYEAAAQEAYEAAAQEAYEAAAQEAYE', code, at(1_234_567_890))).toBe(41_152_263);
  });

  it('stands in an address that says to apps what it is for', () => {
    const uri = new URL(totpUri(SECRET, { issuer: 'Fieldfare pay.example', account: 'ada@shop.example' }));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('Fieldfare pay.example:ada@shop.example');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: 'Fieldfare pay.example',
      secret: SECRET,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});

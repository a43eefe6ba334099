import { describe, expect, it } from 'vitest';
import { concatKdf } from './concat-kdf.ts';

describe('concatKdf', () => {
  it('derives the key of RFC 7518, appendix C', () => {
    const sharedSecret = Buffer.from('nlbZHYFxNdNyg0KDv4QmnPsxbqPagGpI9tqneYz-kMQ', 'base64url');
    const info = { algorithmId: 'A128GCM', keyBits: 128, apu: Buffer.from('Alice'), apv: Buffer.from('Bob') };
    expect(concatKdf(sharedSecret, info).toString('base64url')).toBe('VqqN6vgjbSBcIijNcacQGg');
  });

  it('refuses lengths that need a second hash round', () => {
    expect(() => concatKdf(Buffer.alloc(32), { algorithmId: 'A256CBC-HS512', keyBits: 512 })).toThrow(RangeError);
  });
});

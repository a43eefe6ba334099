import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Kms } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';

export interface KmsContractSubject {
  kms: Kms;
  /** The same provider holding another key. */
  otherKms: Kms;
}

const CONTEXT = { use: 'contract', merchant: 'mer_1' };

/** What every KMS provider guarantees. Call it in the provider's own test file. */
export function describeKmsContract(name: string, open: () => Promise<KmsContractSubject>): void {
  describe(`KMS contract: ${name}`, () => {
    it('makes a new 32-byte key every time and unwraps it', async () => {
      const { kms } = await open();
      const [first, second] = await Promise.all([kms.generateDataKey(CONTEXT), kms.generateDataKey(CONTEXT)]);
      expect(first.plaintext).toHaveLength(32);
      expect(first.plaintext.equals(second.plaintext)).toBe(false);
      expect(await kms.decrypt(first.wrapped, CONTEXT)).toEqual(first.plaintext);
      expect(await kms.decrypt(second.wrapped, CONTEXT)).toEqual(second.plaintext);
    });

    it('wraps a key that it is given as it wraps its own', async () => {
      const { kms, otherKms } = await open();
      const key = randomBytes(32);
      const wrapped = await kms.encrypt(key, CONTEXT);
      expect(wrapped.includes(key)).toBe(false);
      expect(await kms.decrypt(wrapped, CONTEXT)).toEqual(key);
      expect((await kms.encrypt(key, CONTEXT)).equals(wrapped)).toBe(false);
      expect((await failureOf(kms.decrypt(wrapped, { ...CONTEXT, merchant: 'mer_2' }))).detail).toBe('kms_refused');
      expect((await failureOf(otherKms.decrypt(wrapped, CONTEXT))).detail).toBe('kms_key_mismatch');
    });

    it('does not show the key in its wrapped form', async () => {
      const { kms } = await open();
      const { plaintext, wrapped } = await kms.generateDataKey(CONTEXT);
      expect(wrapped.includes(plaintext)).toBe(false);
    });

    it('takes the pairs of a context in any order', async () => {
      const { kms } = await open();
      const { plaintext, wrapped } = await kms.generateDataKey(CONTEXT);
      expect(await kms.decrypt(wrapped, { merchant: 'mer_1', use: 'contract' })).toEqual(plaintext);
    });

    it.each([
      ['another value', { use: 'contract', merchant: 'mer_2' }],
      ['a pair less', { use: 'contract' }],
      ['a pair more', { ...CONTEXT, period: '2026-11' }],
      ['no pair at all', {}],
    ])('refuses a context with %s', async (_, context) => {
      const { kms } = await open();
      const { wrapped } = await kms.generateDataKey(CONTEXT);
      expect(await failureOf(kms.decrypt(wrapped, context))).toMatchObject({
        code: 'system_error',
        audience: 'operator',
        detail: 'kms_refused',
      });
    });

    it('refuses a wrapped key with any byte changed', async () => {
      const { kms } = await open();
      const { wrapped } = await kms.generateDataKey(CONTEXT);
      for (let i = 0; i < wrapped.length; i++) {
        const tampered = Buffer.from(wrapped);
        tampered.writeUInt8(tampered.readUInt8(i) ^ 1, i);
        expect(['kms_refused', 'kms_key_mismatch']).toContain((await failureOf(kms.decrypt(tampered, CONTEXT))).detail);
      }
    });

    it.each([0, 1, 40])('refuses a wrapped key cut to %i bytes', async (length) => {
      const { kms } = await open();
      const { wrapped } = await kms.generateDataKey(CONTEXT);
      expect(await failureOf(kms.decrypt(wrapped.subarray(0, length), CONTEXT))).toMatchObject({
        code: 'system_error',
        audience: 'operator',
        detail: 'kms_refused',
      });
    });

    it('says so where another key wrapped it', async () => {
      const { kms, otherKms } = await open();
      const { wrapped } = await otherKms.generateDataKey(CONTEXT);
      expect(await failureOf(kms.decrypt(wrapped, CONTEXT))).toMatchObject({
        code: 'system_error',
        audience: 'operator',
        detail: 'kms_key_mismatch',
      });
    });

    it('reports its health', async () => {
      const { kms } = await open();
      expect(await kms.health()).toMatchObject({ isHealthy: true });
    });
  });
}

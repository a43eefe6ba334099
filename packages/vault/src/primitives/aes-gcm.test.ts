import { randomBytes, webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeKnownAnswers, hex } from '../testing/known-answers.ts';
import type { WycheproofFile, WycheproofTest } from '../testing/known-answers.ts';
import { openAesGcm, openAesGcmParts, sealAesGcm } from './aes-gcm.ts';

interface AeadGroup {
  ivSize: number;
  keySize: number;
  tagSize: number;
  tests: (WycheproofTest & Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag', string>)[];
}

const key = randomBytes(32);
const aad = Buffer.from('aad');

describe('sealAesGcm', () => {
  it('makes what WebCrypto opens', async () => {
    const sealed = sealAesGcm(key, Buffer.from('a secret'), aad);
    const imported = await webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
    const algorithm = { name: 'AES-GCM', iv: sealed.subarray(0, 12), additionalData: aad, tagLength: 128 };
    expect(Buffer.from(await webcrypto.subtle.decrypt(algorithm, imported, sealed.subarray(12))).toString()).toBe(
      'a secret',
    );
  });

  it('opens again whatever was sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 50 }), (plaintext, associated) => {
        const sealed = sealAesGcm(key, plaintext, Buffer.from(associated));
        expect(openAesGcm(key, sealed, Buffer.from(associated))).toEqual(Buffer.from(plaintext));
      }),
    );
  });

  it('never repeats a nonce', () => {
    const nonces = new Set(
      Array.from({ length: 2_000 }, () => sealAesGcm(key, Buffer.alloc(0), aad).toString('hex', 0, 12)),
    );
    expect(nonces.size).toBe(2_000);
  });
});

describe('openAesGcm', () => {
  it('refuses any changed byte, another key and other associated data', () => {
    const sealed = sealAesGcm(key, Buffer.from('a secret'), aad);
    for (let i = 0; i < sealed.length; i++) {
      const tampered = Buffer.from(sealed);
      tampered.writeUInt8(tampered.readUInt8(i) ^ 0x80, i);
      expect(() => openAesGcm(key, tampered, aad)).toThrow('authenticate');
    }
    expect(() => openAesGcm(randomBytes(32), sealed, aad)).toThrow('authenticate');
    expect(() => openAesGcm(key, sealed, Buffer.from('other'))).toThrow('authenticate');
  });

  it.each([0, 12, 27])('refuses %i bytes, which cannot hold nonce and tag', (length) => {
    expect(() => openAesGcm(key, Buffer.alloc(length), aad)).toThrow('too short');
  });
});

describeKnownAnswers('Wycheproof AES-GCM', (read) => {
  const { testGroups } = read('wycheproof/aes_gcm_test.json') as WycheproofFile<AeadGroup>;
  const isOurs = ({ ivSize, keySize, tagSize }: AeadGroup) => ivSize === 96 && keySize === 256 && tagSize === 128;
  const ours = testGroups.filter(isOurs).flatMap(({ tests }) => tests);
  const foreign = testGroups.filter((group) => !isOurs(group)).flatMap(({ tests }) => tests);
  const open = (test: AeadGroup['tests'][number]) =>
    openAesGcmParts(hex(test.key), {
      nonce: hex(test.iv),
      ciphertext: hex(test.ct),
      tag: hex(test.tag),
      aad: hex(test.aad),
    });

  it(`opens the ${ours.filter(({ result }) => result === 'valid').length} valid vectors for 256-bit keys and 96-bit nonces`, () => {
    const valid = ours.filter(({ result }) => result === 'valid');
    expect(valid.length).toBeGreaterThan(30);
    for (const test of valid) expect(open(test).toString('hex'), `tcId ${test.tcId}`).toBe(test.msg);
  });

  it(`refuses the ${ours.filter(({ result }) => result !== 'valid').length} invalid ones`, () => {
    const invalid = ours.filter(({ result }) => result !== 'valid');
    expect(invalid.length).toBeGreaterThan(10);
    for (const test of invalid) expect(() => open(test), `tcId ${test.tcId}`).toThrow('authenticate');
  });

  it(`refuses the ${foreign.length} for other sizes of key or nonce, valid or not`, () => {
    expect(foreign.length).toBeGreaterThan(100);
    for (const test of foreign) expect(() => open(test), `tcId ${test.tcId}`).toThrow(RangeError);
  });
});

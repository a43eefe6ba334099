import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { derToRawSignature } from './der-to-raw-signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

it('spells any signature so that it verifies, short coordinates included', () => {
  const lengths = new Set<number>();
  for (let i = 0; i < 600; i++) {
    const message = Buffer.from(`message ${i}`);
    const der = sign('sha256', message, privateKey);
    lengths.add(der.length);
    const raw = derToRawSignature(der);
    expect(raw).toHaveLength(64);
    expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
  }
  expect(lengths.size).toBeGreaterThan(2);
});

it('refuses what is none', () => {
  const der = sign('sha256', Buffer.from('a message'), privateKey);
  const broken = [
    Buffer.alloc(0),
    der.subarray(0, -1),
    Buffer.concat([der, Buffer.from([0])]),
    Buffer.from([0x31, ...der.subarray(1)]),
    Buffer.from([0x30, 3, 2, 9, 1]),
  ];
  for (const bytes of broken) expect(() => derToRawSignature(bytes)).toThrow(TypeError);
});

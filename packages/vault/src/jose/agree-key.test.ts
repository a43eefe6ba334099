import { createECDH, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { EcPublicJwk } from '@fieldfare/protocol';
import { describe, expect, it } from 'vitest';
import { publicJwkOf } from '../key-ring/generate-key.ts';
import { describeKnownAnswers, hex } from '../testing/known-answers.ts';
import type { WycheproofFile, WycheproofTest } from '../testing/known-answers.ts';
import { agreeKey } from './agree-key.ts';

interface AgreementGroup {
  tests: (WycheproofTest & Record<'public' | 'private' | 'shared', string>)[];
}

/** DER of an uncompressed P-256 point, up to its coordinates (RFC 5480). */
const P256_SPKI = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';
/** PKCS #8 of an X25519 key, up to its bytes (RFC 8410). */
const X25519_PKCS8 = '302e020100300506032b656e04220420';

function x25519Private(bytes: string) {
  return createPrivateKey({ key: hex(X25519_PKCS8 + bytes), format: 'der', type: 'pkcs8' });
}

function p256Private(scalar: string) {
  const d = hex(scalar.replace(/^00(?=.{64}$)/, '').padStart(64, '0'));
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'));
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d: d.toString('base64url') }, format: 'jwk' });
}

function p256Jwk(spki: string) {
  const point = spki.slice(P256_SPKI.length);
  const [x, y] = [point.slice(0, 64), point.slice(64)].map((part) => hex(part).toString('base64url'));
  return EcPublicJwk.parse({ kty: 'EC', crv: 'P-256', x, y });
}

describe('agreeKey', () => {
  it('refuses keys of two curves', () => {
    const x25519 = generateKeyPairSync('x25519');
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => agreeKey(x25519.privateKey, publicJwkOf(p256.publicKey))).toThrow('another curve');
    expect(() => agreeKey(p256.privateKey, publicJwkOf(x25519.publicKey))).toThrow('another curve');
  });
});

describeKnownAnswers('Wycheproof X25519', (read) => {
  const tests = (read('wycheproof/x25519_test.json') as WycheproofFile<AgreementGroup>).testGroups.flatMap(
    (group) => group.tests,
  );
  const zero = tests.filter(({ flags }) => flags.includes('ZeroSharedSecret'));
  const rest = tests.filter(({ flags }) => !flags.includes('ZeroSharedSecret'));
  const agree = (test: AgreementGroup['tests'][number]) =>
    agreeKey(x25519Private(test.private), { kty: 'OKP', crv: 'X25519', x: hex(test.public).toString('base64url') });

  it(`agrees on the ${rest.length} shared secrets`, () => {
    expect(rest.length).toBeGreaterThan(400);
    for (const test of rest) expect(agree(test).toString('hex'), `tcId ${test.tcId}`).toBe(test.shared);
  });

  it(`refuses the ${zero.length} public keys that lead to an all-zero secret`, () => {
    expect(zero.length).toBeGreaterThan(20);
    for (const test of zero) expect(() => agree(test), `tcId ${test.tcId}`).toThrow(Error);
  });
});

describeKnownAnswers('Wycheproof ECDH P-256', (read) => {
  const tests = (read('wycheproof/ecdh_secp256r1_test.json') as WycheproofFile<AgreementGroup>).testGroups.flatMap(
    (group) => group.tests,
  );
  // A JWK can only say an uncompressed point of its own curve; what is spelled otherwise never reaches us.
  const spoken = tests.filter(
    (test) => test.public.startsWith(P256_SPKI) && test.public.length === P256_SPKI.length + 128,
  );
  const valid = spoken.filter(({ result }) => result === 'valid');
  const invalid = spoken.filter(({ result }) => result === 'invalid');
  const agree = (test: AgreementGroup['tests'][number]) => agreeKey(p256Private(test.private), p256Jwk(test.public));

  it(`agrees on the ${valid.length} shared secrets`, () => {
    expect(valid.length).toBeGreaterThan(200);
    for (const test of valid) expect(agree(test).toString('hex'), `tcId ${test.tcId}`).toBe(test.shared);
  });

  it(`refuses the ${invalid.length} invalid points (the other ${tests.length - spoken.length} vectors cannot be said in a JWK)`, () => {
    expect(invalid.length).toBeGreaterThan(5);
    for (const test of invalid) expect(() => agree(test), `tcId ${test.tcId}`).toThrow(Error);
  });
});

import { createPublicKey, KeyObject } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { EcPublicJwk } from '@fieldfare/protocol';
import { CompactSign, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { describeKnownAnswers } from '../testing/known-answers.ts';
import type { WycheproofFile, WycheproofTest } from '../testing/known-answers.ts';
import { signJws } from './sign-jws.ts';
import { verifyJws } from './verify-jws.ts';

interface JwsGroup {
  comment: string;
  private: JsonWebKey & { use?: string };
  tests: (WycheproofTest & { jws: string | object })[];
}

describe('verifyJws', () => {
  it('takes what jose signed', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jws = await new CompactSign(Buffer.from('{"a":1}'))
      .setProtectedHeader({ alg: 'ES256', typ: 'test+jwt' })
      .sign(privateKey);
    const { header, payload } = await verifyJws(jws, KeyObject.from(publicKey));
    expect(header).toEqual({ alg: 'ES256', typ: 'test+jwt' });
    expect(payload.toString()).toBe('{"a":1}');
  });

  it('takes what signJws signed', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jws = await signJws({ typ: 'test+jwt', kid: 'k' }, { b: 'ü' }, KeyObject.from(privateKey));
    const { header, payload } = await verifyJws(jws, KeyObject.from(publicKey));
    expect(header).toEqual({ alg: 'ES256', typ: 'test+jwt', kid: 'k' });
    expect(JSON.parse(payload.toString())).toEqual({ b: 'ü' });
  });

  it.each(['ES384', 'HS256', 'none', 'es256'])(
    'refuses a header that says %s, though the signature holds',
    async (alg) => {
      const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
      const jws = await signJws({ alg }, { a: 1 }, KeyObject.from(privateKey));
      await expect(verifyJws(jws, KeyObject.from(publicKey))).rejects.toThrow('ES256');
    },
  );
});

describeKnownAnswers('JWS vectors', (read) => {
  const groups = (read('wycheproof/json_web_signature_test.json') as WycheproofFile<JwsGroup>).testGroups;
  const ourKey = groups.find((group) => group.comment === 'es256')?.private;
  const all = groups.flatMap((group) => group.tests.map((test) => ({ test, group })));
  // Our keys come from the session and never say what they are for: the two vectors about `use` and `key_ops` have no place.
  const asked = all.filter(({ group }) => group.comment !== 'ec_key_for_encryption');
  const valid = asked.filter(({ test, group }) => test.result === 'valid' && group.private.alg === 'ES256');
  const refused = asked.filter((entry) => !valid.includes(entry));

  function keyOf(group: JwsGroup): KeyObject {
    const { kty, crv, x, y } = group.private.crv === 'P-256' ? group.private : (ourKey ?? {});
    return createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  }

  it(`takes the ${valid.length} of Wycheproof that ES256 signed well`, async () => {
    expect(valid.length).toBeGreaterThan(1);
    for (const { test, group } of valid) {
      expect((await verifyJws(textOf(test.jws), keyOf(group))).header.alg, `tcId ${test.tcId}`).toBe('ES256');
    }
  });

  it(`refuses the ${refused.length} that are invalid or signed by algorithms that we do not allow`, async () => {
    expect(refused.length).toBeGreaterThan(300);
    for (const { test, group } of refused) {
      await expect(verifyJws(textOf(test.jws), keyOf(group)), `tcId ${test.tcId}`).rejects.toThrow(Error);
    }
  });

  it('refuses the compact signatures of the JOSE cookbook, none of which is ES256', async () => {
    for (const file of [
      'jws/4_1.rsa_v15_signature',
      'jws/4_2.rsa-pss_signature',
      'jws/4_3.ecdsa_signature',
      'jws/4_4.hmac-sha2_integrity_protection',
      'curve25519/jws',
    ]) {
      const { output } = read(`jose-cookbook/${file}.json`) as { output: { compact: string } };
      expect(output.compact.split('.'), file).toHaveLength(3);
      await expect(verifyJws(output.compact, keyOf({ private: {}, comment: '', tests: [] })), file).rejects.toThrow(
        Error,
      );
    }
  });
});

describeKnownAnswers('JWK vectors', (read) => {
  const groups = (
    read('wycheproof/json_web_key_test.json') as WycheproofFile<JwsGroup & { private: { keys: JsonWebKey[] } }>
  ).testGroups;
  const broken = groups.filter(({ comment }) => ['invalid_point', 'wrong_curve', 'wrong_kty'].includes(comment));

  it(`refuses the ${broken.length} EC keys with a wrong point, curve or type`, () => {
    expect(broken).toHaveLength(3);
    for (const group of broken) {
      const [jwk] = group.private.keys;
      const { kty, crv, x, y } = jwk ?? {};
      expect(
        () => createPublicKey({ key: EcPublicJwk.parse({ kty, crv, x, y }), format: 'jwk' }),
        group.comment,
      ).toThrow(Error);
    }
  });
});

/** Some vectors are in the JSON serialization, which is none of ours. */
function textOf(jws: string | object): string {
  return typeof jws === 'string' ? jws : JSON.stringify(jws);
}

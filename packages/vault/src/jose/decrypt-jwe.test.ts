import { createPrivateKey, KeyObject } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { CompactEncrypt, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { describeKnownAnswers } from '../testing/known-answers.ts';
import type { WycheproofFile, WycheproofTest } from '../testing/known-answers.ts';
import { decryptJwe } from './decrypt-jwe.ts';
import { readJwe } from './read-jwe.ts';

interface JweGroup {
  private: JsonWebKey;
  tests: (WycheproofTest & { jwe: string; pt?: string })[];
}

const COOKBOOK = [
  'jwe/5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2',
  'jwe/5_2.key_encryption_using_rsa-oaep_with_aes-gcm',
  'jwe/5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2',
  'jwe/5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm',
  'jwe/5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2',
  'jwe/5_6.direct_encryption_using_aes-gcm',
  'jwe/5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2',
  'jwe/5_8.key_wrap_using_aes-keywrap_with_aes-gcm',
  'jwe/5_9.compressed_content',
  'curve25519/ecdh-es',
];

describe('decryptJwe', () => {
  it.each(['X25519', 'P-256'])('opens what jose encrypted to a key on %s', async (crv) => {
    const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv, extractable: true });
    const jwe = await new CompactEncrypt(Buffer.from('a secret'))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .encrypt(publicKey);
    expect(decryptJwe(readJwe(jwe), KeyObject.from(privateKey)).toString()).toBe('a secret');
  });
});

describeKnownAnswers('JWE vectors', (read) => {
  const groups = (read('wycheproof/json_web_encryption_test.json') as WycheproofFile<JweGroup>).testGroups;
  const all = groups.flatMap((group) => group.tests.map((test) => ({ test, key: group.private })));
  const ours = all.filter(({ test }) => headerOf(test.jwe)?.alg === 'ECDH-ES' && headerOf(test.jwe)?.enc === 'A256GCM');
  const foreign = all.filter((entry) => !ours.includes(entry));

  it(`opens the ${ours.length} of Wycheproof with ECDH-ES and A256GCM`, () => {
    expect(ours.length).toBeGreaterThan(0);
    for (const { test, key } of ours) {
      const { kty, crv, x, y, d } = key;
      const privateKey = createPrivateKey({ key: { kty, crv, x, y, d }, format: 'jwk' });
      expect(test.result).toBe('valid');
      expect(decryptJwe(readJwe(test.jwe), privateKey).toString('hex'), `tcId ${test.tcId}`).toBe(test.pt);
    }
  });

  it(`refuses the ${foreign.length} of Wycheproof with algorithms that we do not allow, or malformed`, () => {
    expect(foreign.length).toBeGreaterThan(100);
    for (const { test } of foreign) expect(() => readJwe(test.jwe), `tcId ${test.tcId}`).toThrow(Error);
  });

  it(`refuses the ${COOKBOOK.length} compact ones of the JOSE cookbook, none of which uses A256GCM with ECDH-ES`, () => {
    for (const file of COOKBOOK) {
      const { output } = read(`jose-cookbook/${file}.json`) as { output: { compact: string } };
      expect(output.compact.split('.')).toHaveLength(5);
      expect(() => readJwe(output.compact), file).toThrow(Error);
    }
  });
});

function headerOf(jwe: string): { alg?: unknown; enc?: unknown } | null {
  try {
    return JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString()) as { alg?: unknown; enc?: unknown };
  } catch {
    return null;
  }
}

import {
  CompactEncrypt,
  CompactSign,
  calculateJwkThumbprint,
  compactDecrypt,
  compactVerify,
  exportJWK,
  generateKeyPair,
} from 'jose';
import { describe, expect, it } from 'vitest';
import { generateHostKeys } from './generate-host-keys.ts';
import { jwkThumbprint } from './jwk-thumbprint.ts';
import { exportPublicJwk } from './key-agreement.ts';
import { openJwe } from './open-jwe.ts';
import { sealJwe } from './seal-jwe.ts';
import { signJws } from './sign-jws.ts';
import { verifyJws } from './verify-jws.ts';
import type { EcPublicJwk } from '@fieldfare/protocol';

const TEXT = 'what the shopper typed: ünïcode 𝄞';

async function recipientOn(crv: 'X25519' | 'P-256') {
  const pair = await generateKeyPair('ECDH-ES', { crv, extractable: true });
  return {
    privateKey: pair.privateKey,
    publicJwk: await exportPublicJwk(pair.publicKey),
    publicKey: pair.publicKey,
  };
}

describe.each(['X25519', 'P-256'] as const)('sealing on %s', (crv) => {
  it('makes a JWE that another implementation opens, its header protected', async () => {
    const { privateKey, publicJwk } = await recipientOn(crv);
    const jwe = await sealJwe(publicJwk, { kid: 'k1', typ: 't+jwt', cty: 'c+jwt' }, TEXT);
    const opened = await compactDecrypt(jwe, privateKey);
    expect(new TextDecoder().decode(opened.plaintext)).toBe(TEXT);
    expect(opened.protectedHeader).toMatchObject({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid: 'k1',
      typ: 't+jwt',
      cty: 'c+jwt',
    });
  });

  it('opens a JWE that another implementation made, also with party information', async () => {
    const { privateKey, publicKey } = await recipientOn(crv);
    const encrypt = new CompactEncrypt(new TextEncoder().encode(TEXT)).setProtectedHeader({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      typ: 't+jwt',
    });
    const jwe = await encrypt
      .setKeyManagementParameters({ apu: new Uint8Array([1, 2]), apv: new Uint8Array([3]) })
      .encrypt(publicKey);
    expect(await openJwe(privateKey, 't+jwt', jwe)).toBe(TEXT);
  });

  it('opens nothing that was changed, typed otherwise or sealed to another key', async () => {
    const { privateKey, publicJwk } = await recipientOn(crv);
    const other = await recipientOn(crv);
    const jwe = await sealJwe(publicJwk, { typ: 't+jwt' }, TEXT);
    const parts = jwe.split('.');
    const changed = parts
      .map((part, index) => (index === 3 ? `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}` : part))
      .join('.');
    for (const attempt of [
      () => openJwe(privateKey, 't+jwt', changed),
      () => openJwe(privateKey, 'other+jwt', jwe),
      () => openJwe(other.privateKey, 't+jwt', jwe),
    ]) {
      await expect(attempt()).rejects.toThrow('a sealed value cannot be opened');
    }
  });
});

describe('signing', () => {
  it('makes a JWS that another implementation verifies', async () => {
    const keys = await generateHostKeys();
    const jws = await signJws(keys.signingKey, 't+jwt', { nonce: 'n' });
    const key = await crypto.subtle.importKey(
      'jwk',
      keys.publicKeys.signing,
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const verified = await compactVerify(jws, key);
    expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual({ nonce: 'n' });
    expect(verified.protectedHeader).toEqual({ alg: 'ES256', typ: 't+jwt' });
  });

  it('verifies what another implementation signed, and refuses another type, key, algorithm or content', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const jwk = (await exportJWK(pair.publicKey)) as EcPublicJwk;
    const other = (await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey)) as EcPublicJwk;
    const jws = await new CompactSign(new TextEncoder().encode('{"a":1}'))
      .setProtectedHeader({ alg: 'ES256', typ: 't+jwt' })
      .sign(pair.privateKey);
    expect(await verifyJws(jws, 't+jwt', () => jwk)).toEqual({ a: 1 });
    const [header, , signature] = jws.split('.');
    const unsigned = `${btoa('{"alg":"none","typ":"t+jwt"}').replaceAll('=', '')}.e30.`;
    for (const attempt of [
      () => verifyJws(jws, 'other+jwt', () => jwk),
      () => verifyJws(jws, 't+jwt', () => other),
      () => verifyJws(jws, 't+jwt', () => undefined),
      () => verifyJws(`${header}.${btoa('{"a":2}').replaceAll('=', '')}.${signature}`, 't+jwt', () => jwk),
      () => verifyJws(unsigned, 't+jwt', () => jwk),
      () => verifyJws('not.a.token', 't+jwt', () => jwk),
    ]) {
      await expect(attempt()).rejects.toThrow(/^refused/);
    }
  });

  it('keeps the private halves inside the browser', async () => {
    const keys = await generateHostKeys();
    expect(keys.signingKey.extractable || keys.sealingKey.extractable).toBe(false);
    expect(Object.keys(keys.publicKeys.sealing).toSorted()).toEqual(['crv', 'kty', 'x']);
  });

  it('computes thumbprints as RFC 7638 does', async () => {
    const { publicKeys } = await generateHostKeys();
    expect(await jwkThumbprint(publicKeys.signing)).toBe(await calculateJwkThumbprint(publicKeys.signing));
    expect(await jwkThumbprint(publicKeys.sealing)).toBe(await calculateJwkThumbprint(publicKeys.sealing));
  });
});

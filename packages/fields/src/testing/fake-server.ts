import { CompactSign, SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { DOCUMENT_TYPES, newId, TOKEN_KINDS } from '@fieldfare/protocol';
import type { EcPublicJwk, HostClaims, PayloadKeyClaims, SealingPublicJwk } from '@fieldfare/protocol';
import type { FrameConfig } from '../frame/frame-config.ts';
import { exportPublicJwk } from '../crypto/key-agreement.ts';

export const SESSION_KEY = 'session-key';
export const ORIGIN = 'https://shop.example';

/** The documents of a payment server for tests: a root, a token key and both payload keys, signed by another implementation. */
export async function fakeServer() {
  const merchantUid = newId('merchant');
  const root = await generateKeyPair('ES256', { extractable: true });
  const token = await generateKeyPair('ES256', { extractable: true });
  const x25519 = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  const p256 = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const rootJwk = publicEc(await exportJWK(root.publicKey));
  const tokenJwk = publicEc(await exportJWK(token.publicKey));
  const config: FrameConfig = {
    merchant_uid: merchantUid,
    origin: ORIGIN,
    fields_origin: 'https://fields.example',
    payments_origin: 'https://payments.example',
    root_thumbprints: [await calculateJwkThumbprint(rootJwk)],
    catalogs: { hash: 'h', languages: [] },
    fonts: [],
    bin_digits: 0,
  };
  const payloadKeys = [
    { ...(await exportPublicJwk(p256.publicKey)), kid: 'e1' },
    { ...(await exportPublicJwk(x25519.publicKey)), kid: 'x1' },
  ] as PayloadKeyClaims['payload_keys'];
  return {
    config,
    payloadPrivateKey: (kid: string): CryptoKey => (kid === 'x1' ? x25519 : p256).privateKey,
    keyDocument(
      claims: Partial<PayloadKeyClaims> = {},
      signer: CryptoKey = root.privateKey,
      header: object = {},
    ): Promise<string> {
      const iat = Math.floor(Date.now() / 1000);
      const content = {
        iss: 'test',
        iat,
        exp: iat + 3600,
        payload_keys: payloadKeys,
        token_keys: [{ ...tokenJwk, kid: 't1' }],
        ...claims,
      };
      return new CompactSign(new TextEncoder().encode(JSON.stringify(content)))
        .setProtectedHeader({ alg: 'ES256', typ: DOCUMENT_TYPES.payloadKey, jwk: rootJwk, ...header })
        .sign(signer);
    },
    hostToken(
      cnf: { signing: EcPublicJwk; sealing: SealingPublicJwk },
      claims: Partial<HostClaims> = {},
    ): Promise<string> {
      const content = {
        merchant_uid: merchantUid,
        origin: ORIGIN,
        session: newId('session'),
        session_key: SESSION_KEY,
        generation: 1,
        key_id: newId('apiKey'),
        mode: 'test',
        page_may: [],
        cnf,
        ...claims,
      };
      return new SignJWT({ iss: 'test', jti: 'j', aud: TOKEN_KINDS.host.aud, ...content })
        .setProtectedHeader({ alg: 'ES256', typ: TOKEN_KINDS.host.typ, kid: 't1' })
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(token.privateKey);
    },
  };
}

function publicEc({ kty, crv, x, y }: { kty?: string; crv?: string; x?: string; y?: string }): EcPublicJwk {
  return { kty, crv, x, y } as EcPublicJwk;
}

import { DOCUMENT_TYPES } from '@fieldfare/protocol';
import type { EcPublicJwk, SealingPublicJwk } from '@fieldfare/protocol';
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';

/** The two key pairs that a host frame makes for itself, and what it signs with them. */
export interface HeadlessHost {
  keys: { signing: EcPublicJwk; sealing: SealingPublicJwk };
  signingKey: CryptoKey;
  /** Signs a connection's nonce. */
  prove(connection: { nonce: string; session_key: string }, observedOrigin: string): Promise<string>;
}

export async function createHeadlessHost(): Promise<HeadlessHost> {
  const [signing, sealing] = await Promise.all([
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true }),
  ]);
  const { kty, crv, x, y } = await exportJWK(signing.publicKey);
  const sealed = await exportJWK(sealing.publicKey);
  const keys = {
    signing: { kty, crv, x, y } as EcPublicJwk,
    sealing: { kty: sealed.kty, crv: sealed.crv, x: sealed.x } as SealingPublicJwk,
  };
  const thumbprint = await calculateJwkThumbprint(keys.sealing);
  return {
    keys,
    signingKey: signing.privateKey,
    prove: ({ nonce, session_key }, observed_origin) => {
      const claims = { nonce, session_key, observed_origin, sealing_thumbprint: thumbprint };
      return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', typ: DOCUMENT_TYPES.hostProof })
        .sign(signing.privateKey);
    },
  };
}

import type { SealingPublicJwk, EcPublicJwk } from '@fieldfare/protocol';
import { exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';

/** A host frame's two key pairs, as its browser would make them. */
export interface HostKeyPairs {
  signing: { privateKey: CryptoKey; publicJwk: EcPublicJwk };
  sealing: { publicJwk: SealingPublicJwk };
}

export async function createHostKeys(): Promise<HostKeyPairs> {
  const [signing, sealing] = await Promise.all([
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true }),
  ]);
  const { kty, crv, x, y } = await exportJWK(signing.publicKey);
  const sealed = await exportJWK(sealing.publicKey);
  return {
    signing: { privateKey: signing.privateKey, publicJwk: { kty, crv, x, y } as EcPublicJwk },
    sealing: { publicJwk: { kty: sealed.kty, crv: sealed.crv, x: sealed.x } as SealingPublicJwk },
  };
}

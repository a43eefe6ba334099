import type { EcPublicJwk, SealingPublicJwk } from '@fieldfare/protocol';
import { ECDH_P256, exportPublicJwk, X25519 } from './key-agreement.ts';

/** The host frame's two key pairs. The private halves cannot be exported: they end with the frame. */
export interface HostKeys {
  signingKey: CryptoKey;
  sealingKey: CryptoKey;
  publicKeys: { signing: EcPublicJwk; sealing: SealingPublicJwk };
}

export async function generateHostKeys(): Promise<HostKeys> {
  const signing = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const sealing = await generateSealingPair();
  return {
    signingKey: signing.privateKey,
    sealingKey: sealing.privateKey,
    publicKeys: {
      signing: (await exportPublicJwk(signing.publicKey)) as EcPublicJwk,
      sealing: await exportPublicJwk(sealing.publicKey),
    },
  };
}

async function generateSealingPair(): Promise<CryptoKeyPair> {
  try {
    return (await crypto.subtle.generateKey(X25519, false, ['deriveBits'])) as CryptoKeyPair;
  } catch {
    // A browser without X25519.
    return crypto.subtle.generateKey(ECDH_P256, false, ['deriveBits']);
  }
}

import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { EcPublicJwk, OkpPublicJwk } from '@fieldfare/protocol';
import type { EncryptionContext, KeyPurpose, Kms, StoredKey } from '../ports.ts';
import { sealWithKms } from '../kms/seal-with-kms.ts';
import { jwkThumbprint } from '../primitives/jwk-thumbprint.ts';
import { KEY_POLICIES } from './key-policies.ts';
import { HELD_BY_KMS } from './kms-held-root.ts';

const generate = promisify(generateKeyPair);

/** Makes a key pair for a purpose, its private part sealed by the KMS and ready to be stored. */
export async function generateKey(kms: Kms, purpose: KeyPurpose, now: Date): Promise<StoredKey> {
  const rootSigner = purpose === 'root' ? kms.rootSigners?.[0] : undefined;
  if (rootSigner) return heldByKms(await rootSigner.publicJwk(), now);
  const pair = purpose === 'payload_x25519' ? await generate('x25519') : await generate('ec', { namedCurve: 'P-256' });
  const publicJwk = publicJwkOf(pair.publicKey);
  const kid = jwkThumbprint(publicJwk);
  const pkcs8 = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  try {
    return {
      kid,
      purpose,
      publicJwk,
      wrappedPrivate: await sealWithKms(kms, pkcs8, privateKeyContext(kid, purpose)),
      createdAt: now,
      notAfter: lifeEnd(purpose, now),
      retiredAt: null,
      destroyedAt: null,
    };
  } finally {
    pkcs8.fill(0);
  }
}

/** A root that the operator made in the KMS: only its name is ours to keep. */
function heldByKms(publicJwk: EcPublicJwk, now: Date): StoredKey {
  const rest = { createdAt: now, notAfter: lifeEnd('root', now), retiredAt: null, destroyedAt: null };
  return { kid: jwkThumbprint(publicJwk), purpose: 'root', publicJwk, wrappedPrivate: HELD_BY_KMS, ...rest };
}

/** Binds a private key to its name and its use: a payload key that somebody relabels in the database opens for nothing. */
export function privateKeyContext(kid: string, purpose: KeyPurpose): EncryptionContext {
  return { use: 'key_ring', kid, purpose };
}

/** The public half as a strict JWK. */
export function publicJwkOf(publicKey: KeyObject): EcPublicJwk | OkpPublicJwk {
  const jwk = publicKey.export({ format: 'jwk' });
  return jwk.kty === 'EC' ? EcPublicJwk.parse(jwk) : OkpPublicJwk.parse(jwk);
}

function lifeEnd(purpose: KeyPurpose, now: Date): Date | null {
  const { livesMs } = KEY_POLICIES[purpose];
  return livesMs === null ? null : new Date(now.getTime() + livesMs);
}

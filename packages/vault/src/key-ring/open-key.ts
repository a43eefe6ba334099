import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';
import type { EcPublicJwk, OkpPublicJwk } from '@fieldfare/protocol';
import type { KeyPurpose, Kms, StoredKey } from '../ports.ts';
import { openWithKms } from '../kms/seal-with-kms.ts';
import { jwkThumbprint } from '../primitives/jwk-thumbprint.ts';
import { localSigner } from '../jose/sign-jws.ts';
import type { JwsSigner } from '../jose/sign-jws.ts';
import { privateKeyContext, publicJwkOf } from './generate-key.ts';
import { findRootSigner, isHeldByKms } from './kms-held-root.ts';

/** A key of the ring, ready for use. */
export interface RingKey {
  kid: string;
  purpose: KeyPurpose;
  publicJwk: EcPublicJwk | OkpPublicJwk;
  publicKey: KeyObject;
  /** Null where the KMS holds it and signs with it. */
  privateKey: KeyObject | null;
  sign: JwsSigner;
  createdAt: Date;
  notAfter: Date | null;
  retiredAt: Date | null;
}

/**
 * Unwraps a stored key. The public half is derived from the private one, which the KMS authenticates, so that whoever can write
 * to the database still cannot slip in a key of their own. Throws `system_error` / `key_ring_unreadable` with the remedy.
 */
export async function openKey(kms: Kms, stored: StoredKey, wrappedPrivate: Buffer): Promise<RingKey> {
  if (stored.purpose === 'root' && isHeldByKms(wrappedPrivate)) return openHeldRoot(kms, stored);
  const privateKey = await unwrap(kms, stored, wrappedPrivate);
  const publicKey = createPublicKey(privateKey);
  const publicJwk = publicJwkOf(publicKey);
  if (jwkThumbprint(publicJwk) !== stored.kid) throw unreadable(stored, 'Its private part belongs to another key.');
  const { kid, purpose, createdAt, notAfter, retiredAt } = stored;
  const sign = localSigner(privateKey);
  return { kid, purpose, publicJwk, publicKey, privateKey, sign, createdAt, notAfter, retiredAt };
}

async function openHeldRoot(kms: Kms, stored: StoredKey): Promise<RingKey> {
  const found = await findRootSigner(kms, stored.kid);
  if (!found) throw unreadable(stored, 'None of the keys in AWS_KMS_ROOT_KEY_IDS is this root. Name it there again.');
  const { signer, publicJwk } = found;
  const publicKey = createPublicKey({ key: publicJwk, format: 'jwk' });
  const { kid, purpose, createdAt, notAfter, retiredAt } = stored;
  const sign: JwsSigner = (input) => signer.sign(input);
  return { kid, purpose, publicJwk, publicKey, privateKey: null, sign, createdAt, notAfter, retiredAt };
}

async function unwrap(kms: Kms, stored: StoredKey, wrappedPrivate: Buffer): Promise<KeyObject> {
  let pkcs8: Buffer;
  try {
    pkcs8 = await openWithKms(kms, wrappedPrivate, privateKeyContext(stored.kid, stored.purpose));
  } catch (error) {
    // An outage passes; only a refusal means that the key itself is lost to us.
    if (error instanceof FieldfareError && error.retryable) throw error;
    throw unreadable(stored, error instanceof Error ? error.message : 'The KMS refused it.', error);
  }
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  } finally {
    pkcs8.fill(0);
  }
}

function unreadable(stored: StoredKey, reason: string, cause?: unknown): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'key_ring_unreadable',
    message: `The ${stored.purpose} key ${stored.kid} cannot be unwrapped with the KMS that is configured. ${reason}`,
    audience: 'operator',
    cause,
  });
}

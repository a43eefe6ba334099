import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';
import type { EcPublicJwk, OkpPublicJwk } from '@fieldfare/protocol';
import type { KeyPurpose, Kms, StoredKey } from '../ports.ts';
import { openWithKms } from '../kms/seal-with-kms.ts';
import { jwkThumbprint } from '../primitives/jwk-thumbprint.ts';
import { privateKeyContext, publicJwkOf } from './generate-key.ts';

/** A key of the ring, ready for use. */
export interface RingKey {
  kid: string;
  purpose: KeyPurpose;
  publicJwk: EcPublicJwk | OkpPublicJwk;
  publicKey: KeyObject;
  privateKey: KeyObject;
  createdAt: Date;
  notAfter: Date | null;
  retiredAt: Date | null;
}

/**
 * Unwraps a stored key. The public half is derived from the private one, which the KMS authenticates, so that whoever can write
 * to the database still cannot slip in a key of their own. Throws `system_error` / `key_ring_unreadable` with the remedy.
 */
export async function openKey(kms: Kms, stored: StoredKey, wrappedPrivate: Buffer): Promise<RingKey> {
  const privateKey = await unwrap(kms, stored, wrappedPrivate);
  const publicKey = createPublicKey(privateKey);
  const publicJwk = publicJwkOf(publicKey);
  if (jwkThumbprint(publicJwk) !== stored.kid) throw unreadable(stored, 'Its private part belongs to another key.');
  const { kid, purpose, createdAt, notAfter, retiredAt } = stored;
  return { kid, purpose, publicJwk, publicKey, privateKey, createdAt, notAfter, retiredAt };
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

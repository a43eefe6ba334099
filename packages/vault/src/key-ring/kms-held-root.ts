import type { EcPublicJwk } from '@fieldfare/protocol';
import type { Kms, KmsSigner } from '../ports.ts';
import { jwkThumbprint } from '../primitives/jwk-thumbprint.ts';

/** Stands where a wrapped private key would: the KMS has it and does not give it away. It says nothing that is believed. */
export const HELD_BY_KMS = Buffer.from('fieldfare root held by the kms, v1', 'ascii');

export const isHeldByKms = (wrappedPrivate: Buffer): boolean => wrappedPrivate.equals(HELD_BY_KMS);

/**
 * The signer of a root of that name, among those that the operator named. What the database says of it is not asked, so that whoever can
 * write there cannot slip in a key of theirs. Null where none of them has it.
 */
export async function findRootSigner(
  kms: Kms,
  kid: string,
): Promise<{ signer: KmsSigner; publicJwk: EcPublicJwk } | null> {
  for (const signer of kms.rootSigners ?? []) {
    const publicJwk = await signer.publicJwk();
    if (jwkThumbprint(publicJwk) === kid) return { signer, publicJwk };
  }
  return null;
}

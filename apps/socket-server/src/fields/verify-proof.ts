import { DOCUMENT_TYPES, FieldfareError, HostProofClaims } from '@fieldfare/protocol';
import type { HostKeys } from '@fieldfare/payments';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';

export interface ProofExpectation {
  nonce: string;
  sessionKey: string;
  /** The origin that the token was made for; the frame must have observed the same one. */
  origin: string;
  keys: HostKeys;
}

/**
 * Verifies that whoever speaks holds the host's signing key, over this connection's nonce, for this session, inside a page of the token's
 * origin, with these sealing keys (RFC 7515; thumbprints of RFC 7638).
 *
 * @throws {FieldfareError} `authentication_error` / `proof_invalid`, or `permission_denied` / `origin_mismatch`
 */
export async function verifyProof(proof: string, expected: ProofExpectation): Promise<void> {
  const claims = await readProof(proof, expected.keys);
  const isOurs = claims?.nonce === expected.nonce && claims.session_key === expected.sessionKey;
  if (!isOurs || claims.sealing_thumbprint !== (await calculateJwkThumbprint(expected.keys.sealing))) {
    throw new FieldfareError('authentication_error', {
      detail: 'proof_invalid',
      message: 'The host did not prove that it holds the keys of this session. Reload the page.',
    });
  }
  if (claims.observed_origin !== expected.origin) throw originMismatch();
}

async function readProof(proof: string, keys: HostKeys): Promise<HostProofClaims | undefined> {
  try {
    const key = await importJWK(keys.signing, 'ES256');
    const { payload, protectedHeader } = await compactVerify(proof, key, { algorithms: ['ES256'] });
    if (protectedHeader.typ !== DOCUMENT_TYPES.hostProof) return undefined;
    return HostProofClaims.safeParse(JSON.parse(new TextDecoder().decode(payload))).data;
  } catch {
    // Why it does not verify is nobody's business but an attacker's.
    return undefined;
  }
}

export function originMismatch(): FieldfareError {
  return new FieldfareError('permission_denied', {
    detail: 'origin_mismatch',
    message: "The fields are embedded by another page than the session was made for. Check the session's origin.",
  });
}

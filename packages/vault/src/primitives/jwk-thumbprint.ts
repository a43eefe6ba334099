import { createHash } from 'node:crypto';
import type { EcPublicJwk, OkpPublicJwk } from '@fieldfare/protocol';

/** The SHA-256 thumbprint of a public key (RFC 7638), base64url. Our kids are thumbprints. */
export function jwkThumbprint(jwk: EcPublicJwk | OkpPublicJwk): string {
  // RFC 7638, 3.2: only the required members, in lexical order, without white space.
  const members =
    jwk.kty === 'EC' ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y } : { crv: jwk.crv, kty: jwk.kty, x: jwk.x };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

import type { EcPublicJwk, SealingPublicJwk } from '@fieldfare/protocol';
import { toBase64url, toUtf8 } from './base64url.ts';

/** RFC 7638: SHA-256 over the required members in lexicographic order, as base64url. */
export async function jwkThumbprint(jwk: SealingPublicJwk | EcPublicJwk): Promise<string> {
  const { crv, kty, x } = jwk;
  const members = jwk.kty === 'EC' ? { crv, kty, x, y: jwk.y } : { crv, kty, x };
  return toBase64url(await crypto.subtle.digest('SHA-256', toUtf8(JSON.stringify(members))));
}

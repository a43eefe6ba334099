import { DOCUMENT_TYPES, TOKEN_KINDS } from '@fieldfare/protocol/constants';
import type { EcPublicJwk, HostClaims, PayloadKeyClaims } from '@fieldfare/protocol';
import { isHostClaims, isPayloadKeyClaims } from '@fieldfare/protocol/validators';
import { jwkThumbprint } from './jwk-thumbprint.ts';
import { verifyJws } from './verify-jws.ts';

/** A browser's clock may be a little off the server's. */
const CLOCK_TOLERANCE_SECONDS = 60;

/** The key document of the payment server, believed only where one of the roots inlined in this document signed it. */
export async function verifyKeyDocument(
  document: string,
  rootThumbprints: readonly string[],
  now: Date,
): Promise<PayloadKeyClaims> {
  const claims = await verifyJws(document, DOCUMENT_TYPES.payloadKey, async ({ jwk }) => {
    const root = jwk as EcPublicJwk | undefined;
    return root?.kty === 'EC' && rootThumbprints.includes(await jwkThumbprint(root)) ? root : undefined;
  });
  if (!isPayloadKeyClaims(claims) || isPast(claims.exp, now)) throw new Error('refused key document');
  return claims;
}

/** A host token, believed only where a token key of a verified key document signed it. */
export async function verifyHostToken(token: string, keys: PayloadKeyClaims, now: Date): Promise<HostClaims> {
  const claims = await verifyJws(token, TOKEN_KINDS.host.typ, ({ kid }) => {
    const match = keys.token_keys.find((key) => key.kid === kid);
    return match;
  });
  if (!isHostClaims(claims) || claims.aud !== TOKEN_KINDS.host.aud || isPast(claims.exp, now))
    throw new Error('refused host token');
  return claims;
}

function isPast(epochSeconds: number, now: Date): boolean {
  return epochSeconds + CLOCK_TOLERANCE_SECONDS < now.getTime() / 1000;
}

import type { EcPublicJwk } from '@fieldfare/protocol';
import { decodePart, fromBase64url, toUtf8 } from './base64url.ts';

const ES256 = { name: 'ECDSA', hash: 'SHA-256' };
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };

export interface JwsHeader {
  alg?: unknown;
  typ?: unknown;
  kid?: unknown;
  jwk?: unknown;
}

/**
 * Verifies a compact ES256 JWS and answers its claims, still unparsed. `keyOf` chooses the key by the header; whatever is wrong, the
 * answer is one and the same Error.
 */
export async function verifyJws(
  token: string,
  typ: string,
  keyOf: (header: JwsHeader) => EcPublicJwk | undefined | Promise<EcPublicJwk | undefined>,
): Promise<unknown> {
  const [header = '', claims = '', signature = '', ...rest] = token.split('.');
  const decoded = readHeader(header);
  const jwk = rest.length === 0 && decoded?.alg === 'ES256' && decoded.typ === typ ? await keyOf(decoded) : undefined;
  if (jwk === undefined || !(await isSignedBy(jwk, `${header}.${claims}`, signature)))
    throw new Error(`refused ${typ}`);
  return decodePart(claims);
}

function readHeader(part: string): JwsHeader | undefined {
  try {
    return decodePart(part) as JwsHeader;
  } catch {
    return undefined;
  }
}

async function isSignedBy({ kty, crv, x, y }: EcPublicJwk, input: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, P256, false, ['verify']);
    return await crypto.subtle.verify(ES256, key, fromBase64url(signature), toUtf8(input));
  } catch {
    return false;
  }
}

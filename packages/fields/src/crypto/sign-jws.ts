import { encodePart, toBase64url, toUtf8 } from './base64url.ts';

const ES256 = { name: 'ECDSA', hash: 'SHA-256' };

/** A compact JWS (RFC 7515) by ES256; `typ` says what kind of document it is. */
export async function signJws(key: CryptoKey, typ: string, claims: object): Promise<string> {
  const input = `${encodePart({ alg: 'ES256', typ })}.${encodePart(claims)}`;
  return `${input}.${toBase64url(await crypto.subtle.sign(ES256, key, toUtf8(input)))}`;
}

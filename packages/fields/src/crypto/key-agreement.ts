import type { SealingPublicJwk } from '@fieldfare/protocol';
import { fromBase64url, toBase64url, toUtf8 } from './base64url.ts';

export const X25519 = { name: 'X25519' };
export const ECDH_P256 = { name: 'ECDH', namedCurve: 'P-256' };

export function algorithmOf(jwk: { kty: string }): { name: string } {
  return jwk.kty === 'OKP' ? X25519 : ECDH_P256;
}

export async function importPublicKey(jwk: SealingPublicJwk): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', publicMembers(jwk), algorithmOf(jwk), true, []);
}

/** Only the members that make the key: a `use` or `key_ops` of a foreign document must not decide what the browser allows. */
function publicMembers(jwk: SealingPublicJwk): JsonWebKey {
  const { kty, crv, x } = jwk;
  return jwk.kty === 'EC' ? { kty, crv, x, y: jwk.y } : { kty, crv, x };
}

export async function exportPublicJwk(key: CryptoKey): Promise<SealingPublicJwk> {
  return publicMembers((await crypto.subtle.exportKey('jwk', key)) as SealingPublicJwk) as SealingPublicJwk;
}

/**
 * The A256GCM content key of ECDH-ES in direct mode (RFC 7518, 4.6.2): one round of the Concat KDF over the agreed secret, with the
 * encoded `apu` and `apv` of the header where it has them.
 */
export async function agreeContentKey(
  privateKey: CryptoKey,
  publicKey: CryptoKey,
  usage: 'encrypt' | 'decrypt',
  parties: { apu?: string; apv?: string } = {},
): Promise<CryptoKey> {
  const algorithm = { name: privateKey.algorithm.name, public: publicKey };
  const secret = new Uint8Array(await crypto.subtle.deriveBits(algorithm, privateKey, 256));
  const otherInfo = [
    lengthPrefixed(toUtf8('A256GCM')),
    lengthPrefixed(fromBase64url(parties.apu ?? '')),
    lengthPrefixed(fromBase64url(parties.apv ?? '')),
    uint32(256),
  ];
  const digest = await crypto.subtle.digest('SHA-256', await new Blob([uint32(1), secret, ...otherInfo]).arrayBuffer());
  return crypto.subtle.importKey('raw', digest, 'AES-GCM', false, [usage]);
}

function lengthPrefixed(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(4 + bytes.length);
  whole.set(uint32(bytes.length));
  whole.set(bytes, 4);
  return whole;
}

function uint32(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function randomToken(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(16)));
}

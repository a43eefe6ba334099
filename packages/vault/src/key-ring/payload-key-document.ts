import { DOCUMENT_TYPES, FieldfareError } from '@fieldfare/protocol';
import type { PayloadKeyClaims } from '@fieldfare/protocol';
import { signJws } from '../jose/sign-jws.ts';
import { currentKey, isAlive } from './current-key.ts';
import type { RingKey } from './open-key.ts';

export interface PayloadKeyDocument {
  jws: string;
  /** When half its life is over and a new one is due. */
  renewAt: Date;
  /** Names the keys that it was made of; another set needs another document. */
  keySet: string;
}

/** The keys that a document made now would name. */
export function documentKeySet(keys: readonly RingKey[], now: Date): string {
  const { root, payload, token } = documentKeys(keys, now);
  return [root, ...payload, ...token].map(({ kid }) => kid).join(' ');
}

/** Signs with the root which keys a field may encrypt to and whose tokens it may believe. Lives as long as its first payload key. */
export async function makePayloadKeyDocument(
  keys: readonly RingKey[],
  issuer: string,
  now: Date,
): Promise<PayloadKeyDocument> {
  const { root, payload, token } = documentKeys(keys, now);
  const iat = Math.floor(now.getTime() / 1000);
  const ends = payload.map((key) => key.notAfter?.getTime() ?? Number.POSITIVE_INFINITY);
  const exp = Math.floor(Math.min(...ends) / 1000);
  const claims: PayloadKeyClaims = {
    iss: issuer,
    iat,
    exp,
    payload_keys: payload.map(namedJwk),
    token_keys: token.map(namedEcJwk),
  };
  const jws = await signJws({ typ: DOCUMENT_TYPES.payloadKey, kid: root.kid, jwk: root.publicJwk }, claims, root.sign);
  return { jws, renewAt: new Date((iat + exp) * 500), keySet: documentKeySet(keys, now) };
}

function documentKeys(keys: readonly RingKey[], now: Date) {
  const root = currentKey(keys, 'root', now);
  const x25519 = currentKey(keys, 'payload_x25519', now);
  const p256 = currentKey(keys, 'payload_p256', now);
  const token = keys.filter((key) => key.purpose === 'token' && isAlive(key, now));
  if (!root || !x25519 || !p256 || token.length === 0) {
    throw new FieldfareError('system_error', {
      detail: 'key_ring_not_loaded',
      message: 'The key ring lacks a usable key. Load it before use and refresh it every minute.',
      audience: 'operator',
      retryable: true,
    });
  }
  return { root, payload: [x25519, p256], token };
}

function namedJwk({ kid, publicJwk }: RingKey): PayloadKeyClaims['payload_keys'][number] {
  return publicJwk.kty === 'EC' ? { ...publicJwk, kid } : { ...publicJwk, kid };
}

function namedEcJwk({ kid, publicJwk }: RingKey): PayloadKeyClaims['token_keys'][number] {
  if (publicJwk.kty !== 'EC') throw new TypeError('a token key is an EC key');
  return { ...publicJwk, kid };
}

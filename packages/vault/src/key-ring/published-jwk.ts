import type { EcPublicJwk, OkpPublicJwk } from '@fieldfare/protocol';
import type { RingKey } from './open-key.ts';

/** A public key as `/.well-known/jwks.json` shows it (RFC 7517). */
export type PublishedJwk = (EcPublicJwk | OkpPublicJwk) & { kid: string; use: 'sig' | 'enc'; alg: 'ES256' | 'ECDH-ES' };

export function publishedJwk({ kid, purpose, publicJwk }: RingKey): PublishedJwk {
  return purpose === 'token'
    ? { ...publicJwk, kid, use: 'sig', alg: 'ES256' }
    : { ...publicJwk, kid, use: 'enc', alg: 'ECDH-ES' };
}

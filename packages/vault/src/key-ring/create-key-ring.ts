import type { KeyObject } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';
import type { Clock, KeyPurpose, KeyRingStore, Kms, StoredKey } from '../ports.ts';
import { signJws } from '../jose/sign-jws.ts';
import { currentKey, isAlive } from './current-key.ts';
import { maintainKeys } from './maintain-keys.ts';
import { openKey } from './open-key.ts';
import type { RingKey } from './open-key.ts';
import { documentKeySet, makePayloadKeyDocument } from './payload-key-document.ts';
import type { PayloadKeyDocument } from './payload-key-document.ts';
import { publishedJwk } from './published-jwk.ts';
import type { PublishedJwk } from './published-jwk.ts';

export interface KeyRingDeps {
  store: KeyRingStore;
  kms: Kms;
  clock: Clock;
  /** `iss` of the payload key document: the payment server's origin. */
  issuer: string;
}

export interface PayloadKey {
  privateKey: KeyObject;
}

/** The installation's keys. Call `load` once at start and `refresh` every KEY_RING_REFRESH_MS. */
export interface KeyRing {
  /** Makes missing keys and unwraps those that are alive. Throws an operator's error where one no longer unwraps. */
  load(): Promise<void>;
  /** Rotates what is due, destroys what has expired, learns what other servers made. Where it fails, the ring keeps what it has. */
  refresh(): Promise<void>;
  /** A compact ES256 JWS over the claims, header `{ alg, typ, kid }`. */
  signToken(typ: string, claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** The public key of a token key that is alive, also a retired one. */
  tokenKey(kid: string): KeyObject | undefined;
  /** A payload key that is alive, also a retired one. */
  payloadKey(kid: string): PayloadKey | undefined;
  /** The root-signed document (PayloadKeyClaims) that fields verify; cached until half its life. */
  payloadKeyDocument(): Promise<string>;
  jwks(): { keys: PublishedJwk[] };
  /** RFC 7638 thumbprints of every root, the successor's included, for the field documents to pin. */
  rootThumbprints(): string[];
}

/** Creates the key ring; it holds nothing before `load`. */
export function createKeyRing(deps: KeyRingDeps): KeyRing {
  const { kms, clock, issuer } = deps;
  let keys = new Map<string, RingKey>();
  let document: PayloadKeyDocument | null = null;
  let signing: Promise<PayloadKeyDocument> | null = null;
  let refreshing: Promise<void> | null = null;

  async function reload(): Promise<void> {
    const stored = await maintainKeys(deps);
    const next = new Map<string, RingKey>();
    for (const key of stored) {
      const opened = await reopen(key);
      if (opened) next.set(key.kid, opened);
    }
    keys = next;
  }

  /** A key is unwrapped once; what changes afterwards is only its row. */
  async function reopen(key: StoredKey): Promise<RingKey | null> {
    if (key.destroyedAt !== null || key.wrappedPrivate === null || !isAlive(key, clock.now())) return null;
    const known = keys.get(key.kid);
    if (known?.purpose === key.purpose) return { ...known, notAfter: key.notAfter, retiredAt: key.retiredAt };
    return openKey(kms, key, key.wrappedPrivate);
  }

  function refresh(): Promise<void> {
    refreshing ??= reload().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  function aliveKey(kid: string, purposes: readonly KeyPurpose[]): RingKey | undefined {
    const key = keys.get(kid);
    return key && purposes.includes(key.purpose) && isAlive(key, clock.now()) ? key : undefined;
  }

  async function currentDocument(): Promise<PayloadKeyDocument> {
    const now = clock.now();
    const all = [...keys.values()];
    if (document && document.renewAt > now && document.keySet === documentKeySet(all, now)) return document;
    signing ??= makePayloadKeyDocument(all, issuer, now).finally(() => {
      signing = null;
    });
    document = await signing;
    return document;
  }

  return {
    load: refresh,
    refresh,
    signToken: async (typ, claims) => {
      const key = currentKey(keys.values(), 'token', clock.now());
      if (!key) throw notLoaded();
      return signJws({ typ, kid: key.kid }, claims, key.sign);
    },
    tokenKey: (kid) => aliveKey(kid, ['token'])?.publicKey,
    payloadKey: (kid) => {
      const privateKey = aliveKey(kid, ['payload_x25519', 'payload_p256'])?.privateKey;
      return privateKey ? { privateKey } : undefined;
    },
    payloadKeyDocument: async () => (await currentDocument()).jws,
    jwks: () => ({
      keys: [...keys.values()].filter((key) => key.purpose !== 'root' && isAlive(key, clock.now())).map(publishedJwk),
    }),
    rootThumbprints: () => [...keys.values()].filter((key) => key.purpose === 'root').map(({ kid }) => kid),
  };
}

function notLoaded(): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'key_ring_not_loaded',
    message: 'The key ring has no token key. Load it before use and refresh it every minute.',
    audience: 'operator',
    retryable: true,
  });
}

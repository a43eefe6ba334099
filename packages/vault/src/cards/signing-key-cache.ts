import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { EcPublicJwk } from '@fieldfare/protocol';
import { withoutStacks } from '@fieldfare/protocol/without-stacks';
import { BoundedMap } from '../primitives/bounded-map.ts';

/** Hosts' signing keys, parsed once for the several cards that a session may send. */
export interface SigningKeyCache {
  /** Throws where the point is not on the curve. */
  get(jwk: EcPublicJwk): KeyObject;
}

export function createSigningKeyCache(maxKeys = 2_000): SigningKeyCache {
  const keys = new BoundedMap<KeyObject>(maxKeys);
  return {
    get: (jwk) => {
      const name = `${jwk.x}.${jwk.y}`;
      const known = keys.get(name);
      if (known) return known;
      const parsed = withoutStacks(() => createPublicKey({ key: jwk, format: 'jwk' }));
      keys.set(name, parsed);
      return parsed;
    },
  };
}

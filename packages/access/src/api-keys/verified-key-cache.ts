import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KnownApiKey } from './create-api-key-verifier.ts';

const MAX_KEYS = 10_000;

export interface VerifiedKeyCache {
  /** The name of a secret in this process: a keyed hash, so that a dump of the cache is of no use elsewhere. */
  nameOf(secret: string): string;
  get(name: string): KnownApiKey | undefined;
  set(name: string, key: KnownApiKey): void;
}

/** Remembers which secrets bcrypt has accepted, under a key that dies with the process. Whether they still hold is asked elsewhere. */
export function createVerifiedKeyCache(): VerifiedKeyCache {
  const processKey = createSecretKey(randomBytes(32));
  const keys = new Map<string, KnownApiKey>();
  return {
    nameOf: (secret) => createHmac('sha256', processKey).update(secret).digest('base64'),
    get: (name) => keys.get(name),
    set: (name, key) => {
      const oldest = keys.keys().next();
      if (keys.size >= MAX_KEYS && !oldest.done) keys.delete(oldest.value);
      keys.set(name, key);
    },
  };
}

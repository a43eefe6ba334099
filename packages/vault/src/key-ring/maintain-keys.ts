import type { Clock, Kms, KeyRingStore, StoredKey, VaultActor } from '../ports.ts';
import { KEY_PURPOSES } from '../ports.ts';
import { isAlive } from './current-key.ts';
import { generateKey } from './generate-key.ts';
import { KEY_POLICIES } from './key-policies.ts';

export interface MaintainKeysDeps {
  store: KeyRingStore;
  kms: Kms;
  clock: Clock;
}

/** Who rotates on schedule. */
const KEY_RING: VaultActor = { type: 'system', id: null, name: 'Key ring' };

/**
 * Brings the stored ring in order: destroys what has outlived itself, retires what is due, makes what is missing. Several servers
 * may do so at once; the store lets one of them insert. Answers the keys as they stand afterwards.
 */
export async function maintainKeys({ store, kms, clock }: MaintainKeysDeps): Promise<StoredKey[]> {
  const now = clock.now();
  const keys = await store.listKeys();
  let hasChanged = false;
  for (const key of keys) {
    if (key.destroyedAt !== null || isAlive(key, now)) continue;
    await store.destroyKey(key.kid, now, KEY_RING);
    hasChanged = true;
  }
  for (const purpose of KEY_PURPOSES) {
    const active = keys.filter((key) => key.purpose === purpose && key.retiredAt === null);
    if (active.some((key) => !isDue(key, now))) continue;
    for (const key of active) await store.retireKey(key.kid, now, KEY_RING);
    await store.insertKeyIfNoneActive(await generateKey(kms, purpose, now), KEY_RING);
    hasChanged = true;
  }
  return hasChanged ? await store.listKeys() : keys;
}

function isDue(key: StoredKey, now: Date): boolean {
  const { rotateAfterMs } = KEY_POLICIES[key.purpose];
  if (key.destroyedAt !== null || !isAlive(key, now)) return true;
  return rotateAfterMs !== null && now.getTime() - key.createdAt.getTime() >= rotateAfterMs;
}

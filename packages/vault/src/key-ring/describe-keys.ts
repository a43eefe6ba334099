import type { StoredKey } from '../ports.ts';
import { currentKey, isAlive } from './current-key.ts';
import { KEY_POLICIES } from './key-policies.ts';

/**
 * `current`: signs or is handed out. `waiting`: will be, once everybody has learned of it. `overlap`: its successor is in use, and it still
 * verifies and decrypts what was made with it. `expired`: used for nothing, about to be destroyed.
 */
export type KeyState = 'current' | 'waiting' | 'overlap' | 'expired';

export interface DescribedKey {
  key: StoredKey;
  state: KeyState;
  /** From then on destroying it harms nobody; null while it has no successor. */
  dispensableAt: Date | null;
}

/** The ring as an operator should see it: what each key is used for now, and from when it can go. */
export function describeKeys(keys: readonly StoredKey[], now: Date): DescribedKey[] {
  return keys.map((key) => ({ key, state: stateOf(key, keys, now), dispensableAt: dispensableAt(key) }));
}

/** When nobody can hold anything any more that was made with the key; null while it has no successor. */
export function dispensableAt({ purpose, retiredAt }: StoredKey): Date | null {
  const { settlesAfterMs, neededAfterMs } = KEY_POLICIES[purpose];
  return retiredAt && new Date(retiredAt.getTime() + settlesAfterMs + neededAfterMs);
}

function stateOf(key: StoredKey, keys: readonly StoredKey[], now: Date): KeyState {
  if (!isAlive(key, now)) return 'expired';
  const current = currentKey(keys, key.purpose, now);
  if (current?.kid === key.kid) return 'current';
  return current && key.createdAt > current.createdAt ? 'waiting' : 'overlap';
}

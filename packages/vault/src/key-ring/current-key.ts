import type { KeyPurpose, StoredKey } from '../ports.ts';
import { KEY_POLICIES } from './key-policies.ts';

/** What decides which of several keys is used. */
type DatedKey = Pick<StoredKey, 'kid' | 'purpose' | 'createdAt' | 'notAfter'>;

/** Whether the key's private part may still be used. */
export function isAlive(key: { notAfter: Date | null }, now: Date): boolean {
  return key.notAfter === null || key.notAfter > now;
}

/**
 * The key to sign with or to hand out: the newest that has settled, so that everybody knows it already; before any has settled,
 * the oldest.
 */
export function currentKey<K extends DatedKey>(keys: Iterable<K>, purpose: KeyPurpose, now: Date): K | undefined {
  const alive = [...keys].filter((key) => key.purpose === purpose && isAlive(key, now)).sort(byAge);
  const settledBefore = now.getTime() - KEY_POLICIES[purpose].settlesAfterMs;
  return alive.findLast((key) => key.createdAt.getTime() <= settledBefore) ?? alive[0];
}

// Two keys of one millisecond are ordered by name, so that every server chooses the same.
function byAge(a: DatedKey, b: DatedKey): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.kid < b.kid ? -1 : 1);
}

import { FieldfareError } from '@fieldfare/protocol';
import type { Clock, KeyPurpose, KeyRingStore, Kms, StoredKey, VaultActor } from '../ports.ts';
import { generateKey } from './generate-key.ts';

export interface RotateKeyDeps {
  store: KeyRingStore;
  kms: Kms;
  clock: Clock;
}

export interface KeyRotation {
  retired: StoredKey[];
  created: StoredKey;
}

/**
 * Gives a purpose a new key now. Nobody notices: the new key is used once every server and browser that must know it does, and the old one
 * goes on verifying and decrypting until it expires or is destroyed. Should this end half way, any server makes the missing key.
 */
export async function rotateKey(
  { store, kms, clock }: RotateKeyDeps,
  purpose: KeyPurpose,
  actor: VaultActor,
): Promise<KeyRotation> {
  const now = clock.now();
  // Made first, so that a KMS that is away changes nothing.
  const created = await generateKey(kms, purpose, now);
  const keys = await store.listKeys();
  if (keys.some(({ kid }) => kid === created.kid)) throw sameRoot(created.kid);
  const active = keys.filter((key) => key.purpose === purpose && key.retiredAt === null);
  for (const key of active) await store.retireKey(key.kid, now, actor);
  if (await store.insertKeyIfNoneActive(created, actor)) return { retired: active, created };
  throw new FieldfareError('conflict', {
    detail: 'key_rotated_meanwhile',
    message: `Somebody else rotated the ${purpose} key at the same moment. List the keys and see whether that was enough.`,
    audience: 'operator',
  });
}

/** The KMS holds the root: another one is a key that the operator makes there. */
function sameRoot(kid: string): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'root_key_unchanged',
    message: `The KMS key that AWS_KMS_ROOT_KEY_IDS names first is the root ${kid} already. Make another one in the KMS, name it before that one, restart the servers and rotate again.`,
    audience: 'operator',
  });
}

/** Retires one key. Where it was its purpose's active one, a successor is made at once. */
export async function retireKey(
  deps: RotateKeyDeps,
  kid: string,
  actor: VaultActor,
): Promise<{ retired: StoredKey; successor: StoredKey | null }> {
  const key = await findKey(deps.store, kid);
  if (key.retiredAt !== null) return { retired: key, successor: null };
  const { created } = await rotateKey(deps, key.purpose, actor);
  return { retired: key, successor: created };
}

/** The stored key of that name. Throws `not_found` / `key_not_found`; a destroyed one is none. */
export async function findKey(store: KeyRingStore, kid: string): Promise<StoredKey> {
  const key = (await store.listKeys()).find((candidate) => candidate.kid === kid);
  if (key) return key;
  throw new FieldfareError('not_found', {
    detail: 'key_not_found',
    message: `There is no key ${kid}, or it has been destroyed. List the keys to see which there are.`,
    audience: 'operator',
  });
}

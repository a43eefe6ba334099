import { FieldfareError } from '@fieldfare/protocol';
import type { StoredKey, VaultActor } from '../ports.ts';
import { isAlive } from './current-key.ts';
import { dispensableAt } from './describe-keys.ts';
import { findKey, rotateKey } from './rotate-key.ts';
import type { RotateKeyDeps } from './rotate-key.ts';

export interface DestroyKeyOptions {
  /**
   * Destroys it although it is still needed, as after a theft: what was made with it is refused within a minute, everywhere. Where it is
   * its purpose's active key, a successor is made first.
   */
  isEmergency: boolean;
}

/** Deletes a key's private part for good. Throws `conflict` / `key_still_needed`, which says since when it may go, unless it is an emergency. */
export async function destroyKey(
  deps: RotateKeyDeps,
  kid: string,
  { isEmergency }: DestroyKeyOptions,
  actor: VaultActor,
): Promise<StoredKey> {
  const key = await findKey(deps.store, kid);
  const now = deps.clock.now();
  if (!isEmergency) assertDispensable(key, now);
  if (key.retiredAt === null) await rotateKey(deps, key.purpose, actor);
  await deps.store.destroyKey(kid, now, actor);
  return key;
}

function assertDispensable(key: StoredKey, now: Date): void {
  const from = dispensableAt(key);
  if ((from !== null && from <= now) || !isAlive(key, now)) return;
  const reason =
    from === null
      ? 'It is in use: rotate it first.'
      : `What was made with it may be in use until ${from.toISOString()}; destroy it then.`;
  throw new FieldfareError('conflict', {
    detail: 'key_still_needed',
    message: `The ${key.purpose} key ${key.kid} is still needed. ${reason}`,
    audience: 'operator',
  });
}

import { FieldfareError } from '@fieldfare/protocol';
import { createMerchantKeys } from '../cards/merchant-keys.ts';
import type { MerchantKeys } from '../cards/merchant-keys.ts';
import type { Clock, Kms, VaultStore } from '../ports.ts';
import { moveSecret } from '../secrets/move-secret.ts';
import { moveCard } from './move-card.ts';
import type { Reencryption, ReencryptionStore } from './ports.ts';
import { walkRetired } from './walk-retired.ts';
import type { WalkOptions } from './walk-retired.ts';

export interface ReencryptDeps {
  store: VaultStore & Pick<ReencryptionStore, 'moveCards' | 'moveSecrets'>;
  kms: Kms;
  clock: Clock;
  /** Holds the pace; tests pass one that does not wait. */
  wait: (ms: number) => Promise<unknown>;
}

export interface ReencryptReport {
  moved: number;
  /** Names of those that do not open with their keys, of secrets with what they are for; they stay where they are. */
  unreadable: string[];
}

/**
 * Moves every card that is stored under a retired key to the merchant's next one. Ended at any moment it has moved whole batches and
 * nothing else; run again it goes on with what is left. Several may run at once.
 */
export async function reencryptCards(
  deps: ReencryptDeps,
  run: Pick<Reencryption, 'id' | 'mode'>,
  options: WalkOptions = {},
): Promise<ReencryptReport> {
  return withKeys(deps, async (keys, unreadable) =>
    walkRetired(
      (after, limit) =>
        deps.store.moveCards(run, after, limit, (cards) =>
          moveReadable(
            cards,
            unreadable,
            ({ token }) => token,
            (card) => moveCard(card, run.mode, keys),
          ),
        ),
      deps.wait,
      options,
    ),
  );
}

/** Moves every secret of a merchant or a person that is sealed under a retired key, on the same terms as `reencryptCards`; each is sealed anew. */
export async function reencryptSecrets(
  deps: ReencryptDeps,
  run: Pick<Reencryption, 'id'>,
  options: WalkOptions = {},
): Promise<ReencryptReport> {
  return withKeys(deps, async (keys, unreadable) =>
    walkRetired(
      (after, limit) =>
        deps.store.moveSecrets(run, after, limit, (secrets) =>
          moveReadable(
            secrets,
            unreadable,
            ({ id, purpose }) => `${id} (${purpose})`,
            (secret) => moveSecret(secret, keys),
          ),
        ),
      deps.wait,
      options,
    ),
  );
}

async function withKeys(
  { kms, store, clock }: ReencryptDeps,
  walk: (keys: MerchantKeys, unreadable: Set<string>) => Promise<number>,
): Promise<ReencryptReport> {
  const keys = createMerchantKeys({ kms, store, clock });
  const unreadable = new Set<string>();
  try {
    const moved = await walk(keys, unreadable);
    return { moved, unreadable: [...unreadable] };
  } finally {
    keys.clear();
  }
}

const UNREADABLE: ReadonlySet<string | undefined> = new Set(['stored_card_unreadable', 'secret_unreadable']);

/** What became of a batch; a row that does not open is noted and left out. */
async function moveReadable<Row, Moved>(
  rows: Row[],
  unreadable: Set<string>,
  nameOf: (row: Row) => string,
  move: (row: Row) => Promise<Moved>,
): Promise<Moved[]> {
  const results: Moved[] = [];
  for (const row of rows) {
    try {
      results.push(await move(row));
    } catch (error) {
      if (!(error instanceof FieldfareError) || !UNREADABLE.has(error.detail)) throw error;
      unreadable.add(nameOf(row));
    }
  }
  return results;
}

import { FieldfareError } from '@fieldfare/protocol';
import { createMerchantKeys } from '../cards/merchant-keys.ts';
import type { MerchantKeys } from '../cards/merchant-keys.ts';
import type { Clock, Kms, VaultStore } from '../ports.ts';
import { moveCard } from './move-card.ts';
import type { CardToMove, MovedCard, Reencryption, ReencryptionPosition, ReencryptionStore } from './ports.ts';

export interface ReencryptCardsDeps {
  store: VaultStore & Pick<ReencryptionStore, 'moveBatch'>;
  kms: Kms;
  clock: Clock;
  /** Holds the pace; tests pass one that does not wait. */
  wait: (ms: number) => Promise<unknown>;
}

export interface ReencryptCardsOptions {
  /** Cards of one transaction. */
  batchSize?: number;
  /** Cards a second at the most, to leave the database to the payments. */
  maxPerSecond?: number;
  onProgress?: (moved: number) => void;
  signal?: AbortSignal;
}

export interface ReencryptReport {
  moved: number;
  /** Tokens of cards that do not open with their keys; they stay where they are. */
  unreadable: string[];
}

const BATCH_SIZE = 500;

/**
 * Moves every card that is stored under a retired key, batch by batch, until a whole walk finds none that nobody else is moving. Ended at
 * any moment it has moved whole batches and nothing else; run again it goes on with what is left. Several may run at once.
 */
export async function reencryptCards(
  { store, kms, clock, wait }: ReencryptCardsDeps,
  run: Pick<Reencryption, 'id' | 'mode'>,
  { batchSize = BATCH_SIZE, maxPerSecond = Number.POSITIVE_INFINITY, onProgress, signal }: ReencryptCardsOptions = {},
): Promise<ReencryptReport> {
  const keys = createMerchantKeys({ kms, store, clock });
  const unreadable = new Set<string>();
  let moved = 0;
  const move = async (cards: CardToMove[]) => moveReadable(cards, keys);
  try {
    while ((await walk()) > 0);
    return { moved, unreadable: [...unreadable] };
  } finally {
    keys.clear();
  }

  /** From the first card to the last; answers how many it moved. */
  async function walk(): Promise<number> {
    let position: ReencryptionPosition | null = null;
    const movedBefore = moved;
    for (;;) {
      signal?.throwIfAborted();
      const startedAt = performance.now();
      const batch = await store.moveBatch(run, position, batchSize, move);
      if (!batch) return moved - movedBefore;
      position = batch.position;
      moved += batch.moved;
      onProgress?.(moved);
      const restMs = (batch.moved / maxPerSecond) * 1_000 - (performance.now() - startedAt);
      if (restMs > 0) await wait(restMs);
    }
  }

  async function moveReadable(cards: CardToMove[], merchantKeys: MerchantKeys): Promise<MovedCard[]> {
    const results: MovedCard[] = [];
    for (const card of cards) {
      try {
        results.push(await moveCard(card, run.mode, merchantKeys));
      } catch (error) {
        if (!(error instanceof FieldfareError) || error.detail !== 'stored_card_unreadable') throw error;
        unreadable.add(card.token);
      }
    }
    return results;
  }
}

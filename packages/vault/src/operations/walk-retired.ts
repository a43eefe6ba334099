import type { ReencryptionPosition } from './ports.ts';

export interface WalkOptions {
  /** Rows of one transaction. */
  batchSize?: number;
  /** Rows a second at the most, to leave the database to the payments. */
  maxPerSecond?: number;
  onProgress?: (moved: number) => void;
  signal?: AbortSignal;
}

interface MovedBatch {
  position: ReencryptionPosition;
  moved: number;
}

const BATCH_SIZE = 500;

/**
 * Walks over what is stored under retired keys, batch by batch, until a whole walk finds nothing that nobody else is moving; answers how
 * many rows moved. `moveBatch` commits whole batches: whatever ends this, there is no row that is half moved.
 */
export async function walkRetired(
  moveBatch: (after: ReencryptionPosition | null, limit: number) => Promise<MovedBatch | null>,
  wait: (ms: number) => Promise<unknown>,
  { batchSize = BATCH_SIZE, maxPerSecond = Number.POSITIVE_INFINITY, onProgress, signal }: WalkOptions,
): Promise<number> {
  let moved = 0;
  while ((await walk()) > 0);
  return moved;

  /** From the first row to the last; answers how many it moved. */
  async function walk(): Promise<number> {
    let position: ReencryptionPosition | null = null;
    const movedBefore = moved;
    for (;;) {
      signal?.throwIfAborted();
      const startedAt = performance.now();
      const batch = await moveBatch(position, batchSize);
      if (!batch) return moved - movedBefore;
      position = batch.position;
      moved += batch.moved;
      onProgress?.(moved);
      const restMs = (batch.moved / maxPerSecond) * 1_000 - (performance.now() - startedAt);
      if (restMs > 0) await wait(restMs);
    }
  }
}

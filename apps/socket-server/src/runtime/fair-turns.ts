/** Lets parties that share one event loop take turns. */
export interface FairTurns {
  /**
   * Runs the work at once while this round of the event loop has spent less than its slice, and else when its turn has come: the parties that wait
   * are served in rotation, one piece of work each, and each party's own in the order of asking. What the work does after its first `await` is
   * its own matter.
   */
  run<T>(party: string, work: () => T): T | Promise<T>;
  /** Whether anything was run in the last so many ms. */
  ranWithin(ms: number): boolean;
  /** How much waits. */
  size(): number;
}

/** A fraction of what a person notices, and many messages' worth. */
const SLICE_MS = 1;

/** Work in the order of asking, each with what was asked next: taking the first of very many moves none of the others. */
interface Waiting {
  work: () => void;
  next: Waiting | null;
}

export function createFairTurns(sliceMs = SLICE_MS, now: () => number = () => performance.now()): FairTurns {
  /** In the order of the rotation. */
  const waiting = new Map<string, { first: Waiting; last: Waiting }>();
  let size = 0;
  let spentMs = 0;
  let ranAt = -Infinity;
  let isCounting = false;
  const timed = <T>(work: () => T): T => {
    const startedAt = now();
    try {
      return work();
    } finally {
      ranAt = now();
      spentMs += ranAt - startedAt;
    }
  };
  const countThisRound = () => {
    if (isCounting) return;
    isCounting = true;
    setImmediate(nextRound);
  };
  const nextRound = () => {
    isCounting = false;
    spentMs = 0;
    for (const [party, { first, last }] of waiting) {
      // Whoever has had a turn goes to the end, where this loop comes to it again.
      waiting.delete(party);
      if (first.next) waiting.set(party, { first: first.next, last });
      size -= 1;
      timed(first.work);
      if (spentMs >= sliceMs) break;
    }
    if (waiting.size > 0) countThisRound();
  };
  return {
    run: (party, work) => {
      countThisRound();
      if (waiting.size === 0 && spentMs < sliceMs) return timed(work);
      return new Promise((resolve, reject) => {
        const served = () => {
          try {
            resolve(work());
          } catch (error) {
            reject(error);
          }
        };
        const asked: Waiting = { work: served, next: null };
        const own = waiting.get(party);
        if (own) {
          own.last.next = asked;
          own.last = asked;
        } else waiting.set(party, { first: asked, last: asked });
        size += 1;
      });
    },
    ranWithin: (ms) => now() - ranAt <= ms,
    size: () => size,
  };
}

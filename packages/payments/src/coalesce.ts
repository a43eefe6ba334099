interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
  since: number;
}

export interface CoalesceOptions<T> {
  /** Items with the same key never travel in the same batch; without it any may. */
  keyOf?: (item: T) => string;
  /** Items of one batch at the most. */
  maxBatch: number;
  /** Batches under way at once at the most. */
  maxInFlight: number;
  /** How long the newest batch under way is waited for before another one joins it; 0 unless told. */
  patienceMs?: number;
  /** How long after it arrived an item may still be sent; one that waited longer fails unsent. Any time unless told. */
  sendWithinMs?: number;
  /** How long an item waits at the most for those that are expected; 0 unless told. */
  gatherMs?: number;
}

export interface Coalesced<T, R> {
  (item: T): Promise<R>;
  /** Says that an item is on its way: those that are there wait a moment for it. Call what this answers once it has come, or will not come. */
  expect(): () => void;
}

/**
 * Turns a batch operation into one for single items: items of one turn of the event loop, and those that arrive while batches are under way,
 * travel together; those that are ready wait a moment for those that are expected. Each caller still gets its own answer. A batch that fails is
 * run again item by item, so that one bad item cannot fail its neighbours.
 *
 * @throws {RangeError} at the caller whose item was not sent in time
 */
export function coalesce<T, R>(
  runBatch: (items: T[]) => Promise<R[]>,
  { keyOf, maxBatch, maxInFlight, patienceMs = 0, sendWithinMs = Infinity, gatherMs = 0 }: CoalesceOptions<T>,
): Coalesced<T, R> {
  let queue: Waiting<T, R>[] = [];
  let expected = 0;
  let inFlight = 0;
  let newestFrom = 0;
  let waking: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Immediate | undefined;

  const takeBatch = () => {
    const batch: Waiting<T, R>[] = [];
    const left: Waiting<T, R>[] = [];
    const keys = new Set<string>();
    for (const waiting of queue) {
      const key = keyOf?.(waiting.item);
      const isTaken = batch.length < maxBatch && (key === undefined || !keys.has(key));
      if (key !== undefined) keys.add(key);
      (isTaken ? batch : left).push(waiting);
    }
    queue = left;
    return batch;
  };

  const pump = () => {
    while (inFlight < maxInFlight && queue.length > 0) {
      const now = performance.now();
      const leftMs = inFlight === 0 ? gatherLeftMs(now) : newestFrom + patienceMs - now;
      if (leftMs > 0) {
        waking ??= setTimeout(wake, leftMs);
        return;
      }
      inFlight++;
      newestFrom = now;
      void settle(takeBatch()).finally(() => {
        inFlight--;
        pump();
      });
    }
  };

  const gatherLeftMs = (now: number) => (expected === 0 ? 0 : (queue[0]?.since ?? now) + gatherMs - now);

  const wake = () => {
    waking = undefined;
    pump();
  };

  const endOfTurn = () => {
    gathering = undefined;
    pump();
  };

  const inTime = (batch: Waiting<T, R>[]) => {
    const oldest = performance.now() - sendWithinMs;
    for (const waiting of batch) if (waiting.since < oldest) waiting.reject(new RangeError('it was not sent in time'));
    return batch.filter(({ since }) => since >= oldest);
  };

  const settle = async (waiting: Waiting<T, R>[]) => {
    const batch = inTime(waiting);
    if (batch.length === 0) return;
    try {
      const results = await runBatch(batch.map((waiting) => waiting.item));
      batch.forEach((waiting, index) => waiting.resolve(results[index] as R));
    } catch (error) {
      if (batch.length === 1) {
        batch[0]?.reject(error);
        return;
      }
      await Promise.all(batch.map((waiting) => settle([waiting])));
    }
  };

  const add = (item: T) =>
    new Promise<R>((resolve, reject) => {
      queue.push({ item, resolve, reject, since: performance.now() });
      gathering ??= setImmediate(endOfTurn);
    });
  const expect = () => {
    let isOnItsWay = true;
    expected++;
    return () => {
      if (!isOnItsWay) return;
      isOnItsWay = false;
      expected--;
      if (expected === 0 && queue.length > 0) gathering ??= setImmediate(endOfTurn);
    };
  };
  return Object.assign(add, { expect });
}

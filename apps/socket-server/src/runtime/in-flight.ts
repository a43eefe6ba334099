/** Counts what is under way, so that a shutdown can let it finish. */
export interface InFlight {
  track<T>(work: Promise<T>): Promise<T>;
  count(): number;
  /** From now on whoever begins something new must be refused. */
  beginDraining(): void;
  isDraining(): boolean;
  /** Resolves to true when nothing is under way any more, or to false after `timeoutMs`. */
  settled(timeoutMs: number): Promise<boolean>;
}

export function createInFlight(): InFlight {
  const work = new Set<Promise<unknown>>();
  let isDraining = false;
  const settled = async () => {
    while (work.size > 0) await Promise.allSettled(work);
    return true;
  };
  return {
    track: (promise) => {
      work.add(promise);
      const forget = () => void work.delete(promise);
      promise.then(forget, forget);
      return promise;
    },
    count: () => work.size,
    isDraining: () => isDraining,
    beginDraining: () => {
      isDraining = true;
    },
    settled: async (timeoutMs) => {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), timeoutMs);
      });
      try {
        return await Promise.race([settled(), timeout]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Counts what is under way, so that a shutdown can let it finish. */
export interface InFlight {
  /** Counts something until what this answers is called; calling it again changes nothing. */
  begin(): () => void;
  track<T>(work: Promise<T>): Promise<T>;
  count(): number;
  /** From now on whoever begins something new must be refused. */
  beginDraining(): void;
  isDraining(): boolean;
  /** Resolves to true when nothing is under way any more, or to false after `timeoutMs`. */
  settled(timeoutMs: number): Promise<boolean>;
}

export function createInFlight(): InFlight {
  let count = 0;
  let isDraining = false;
  const settling: (() => void)[] = [];
  const end = () => {
    count -= 1;
    if (count === 0) for (const resolve of settling.splice(0)) resolve();
  };
  const settled = () => new Promise<void>((resolve) => (count === 0 ? resolve() : settling.push(resolve)));
  return {
    begin: () => {
      let isUnderWay = true;
      count += 1;
      return () => {
        if (isUnderWay) end();
        isUnderWay = false;
      };
    },
    track: (promise) => {
      count += 1;
      promise.then(end, end);
      return promise;
    },
    count: () => count,
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
        return await Promise.race([settled().then(() => true), timeout]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

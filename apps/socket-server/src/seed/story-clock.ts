import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '@fieldfare/payments';

export interface StoryClock extends Clock {
  /** Runs at another time: everything that `run` does, and nothing that happens beside it. */
  at<T>(time: Date, run: () => Promise<T>): Promise<T>;
}

/** A clock that may be set for each story apart, so that many can be played at once. */
export function createStoryClock(): StoryClock {
  const times = new AsyncLocalStorage<Date>();
  return {
    now: () => times.getStore() ?? new Date(),
    at: (time, run) => times.run(time, run),
  };
}

import type { WatchStore } from './ports.ts';

/** True for the first server that has something to tell of a name in this window of time. */
export function claimWindow(
  store: Pick<WatchStore, 'claim'>,
  name: string,
  now: Date,
  windowMs: number,
): Promise<boolean> {
  const ordinal = Math.floor(now.getTime() / windowMs);
  return store.claim(`${name} ${ordinal}`, new Date((ordinal + 1) * windowMs));
}

import type { Clock } from '@fieldfare/payments';

interface Entry<T> {
  loadedAt: number;
  value: Promise<T>;
}

export interface FreshCache<T> {
  read(key: string): Promise<T>;
  /** Whoever reads from now on is answered by a load that begins from now on. */
  forget(key: string): void;
}

const MAX_ENTRIES = 10_000;

/**
 * Remembers what `load` answered for at most `maxAgeMs`. Many who ask at once share one load; a load that failed is not remembered.
 * The age counts from when the load began, so that a slow answer is never believed for longer.
 */
export function createFreshCache<T>(
  load: (key: string) => Promise<T>,
  { maxAgeMs, clock }: { maxAgeMs: number; clock: Clock },
): FreshCache<T> {
  const entries = new Map<string, Entry<T>>();
  return {
    read: (key) => {
      const now = clock.now().getTime();
      const known = entries.get(key);
      if (known && now - known.loadedAt < maxAgeMs) return known.value;
      if (entries.size >= MAX_ENTRIES) entries.clear();
      const value = load(key);
      entries.set(key, { loadedAt: now, value });
      value.catch(() => {
        if (entries.get(key)?.value === value) entries.delete(key);
      });
      return value;
    },
    forget: (key) => void entries.delete(key),
  };
}

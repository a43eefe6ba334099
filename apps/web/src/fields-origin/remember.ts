/** The clock of a cache, in milliseconds. */
export type Now = () => number;

interface Entry<T> {
  value: Promise<T>;
  until: number;
}

const MOST_ENTRIES = 2_000;

/**
 * Remembers what `read` answers for `lifeMs`, and asks once however many ask at a time. A failure is not remembered. At most 2,000 answers
 * are kept; the oldest go first.
 */
export function remember<T>(
  read: (key: string) => Promise<T>,
  lifeMs: number,
  now: Now = Date.now,
): (key: string) => Promise<T> {
  const entries = new Map<string, Entry<T>>();
  return (key) => {
    const known = entries.get(key);
    if (known !== undefined && known.until > now()) return known.value;
    const value = read(key);
    entries.delete(key);
    entries.set(key, { value, until: now() + lifeMs });
    value.catch(() => entries.delete(key));
    for (const oldest of entries.keys()) {
      if (entries.size <= MOST_ENTRIES) break;
      entries.delete(oldest);
    }
    return value;
  };
}

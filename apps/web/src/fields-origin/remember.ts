/** The clock of a cache, in milliseconds. */
type Now = () => number;

interface Entry<T> {
  value: Promise<T>;
  until: number;
}

export interface RememberOptions {
  now?: Now;
  /** How many answers are kept, 2,000 unless said; the oldest go first. */
  mostEntries?: number;
}

/** Remembers what `read` answers for `lifeMs`, and asks once however many ask at a time. A failure is not remembered. */
export function remember<T>(
  read: (key: string) => Promise<T>,
  lifeMs: number,
  { now = Date.now, mostEntries = 2_000 }: RememberOptions = {},
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
      if (entries.size <= mostEntries) break;
      entries.delete(oldest);
    }
    return value;
  };
}

import type { Clock } from '../ports.ts';

const DEFAULT_MAX_AGE_MS = 500;
const DEFAULT_MAX_ENTRIES = 20_000;

export interface StatusBoardOptions<S> {
  /** Reads many at once. An id that is left out does not exist. */
  read: (ids: string[]) => Promise<Map<string, S>>;
  clock: Clock;
  /** How old an answer may be: half a second, so that a revocation bites within one. */
  maxAgeMs?: number;
  maxEntries?: number;
}

/** The present status of keys or sessions, read in batches and believed for half a second. Where it cannot be read, asking throws. */
export interface StatusBoard<S> {
  /** Answers at once where the status is fresh. */
  get(id: string): S | undefined | Promise<S | undefined>;
  getMany(ids: readonly string[]): Promise<Map<string, S>>;
  /** Drops what is known, because we have just changed it ourselves. */
  forget(id: string): void;
}

interface Entry<S> {
  status: S | undefined;
  readAt: number;
  isAskedFor: boolean;
}

interface Batch<S> {
  ids: Set<string>;
  startedAt: number;
  answer: Promise<Map<string, S>>;
}

export function createStatusBoard<S>(options: StatusBoardOptions<S>): StatusBoard<S> {
  const { read, clock, maxAgeMs = DEFAULT_MAX_AGE_MS, maxEntries = DEFAULT_MAX_ENTRIES } = options;
  const entries = new Map<string, Entry<S>>();
  const reading = new Map<string, Batch<S>>();
  let gathering: Batch<S> | null = null;

  function isFresh(since: number, withinMs = maxAgeMs): boolean {
    const ageMs = clock.now().getTime() - since;
    return ageMs >= 0 && ageMs < withinMs;
  }

  async function ask(id: string): Promise<S | undefined> {
    const running = reading.get(id);
    // A read that has been under way for long may answer what was true when it began.
    const batch = running && isFresh(running.startedAt) ? running : join(id);
    return (await batch.answer).get(id);
  }

  function join(id: string): Batch<S> {
    gathering ??= gather();
    gathering.ids.add(id);
    reading.set(id, gathering);
    return gathering;
  }

  /** Whoever asks in the same turn of the event loop shares one query. */
  function gather(): Batch<S> {
    const ids = new Set<string>();
    const answer = Promise.resolve().then(() => dispatch());
    return { ids, startedAt: clock.now().getTime(), answer };
  }

  async function dispatch(): Promise<Map<string, S>> {
    const batch = gathering;
    gathering = null;
    if (!batch) return new Map();
    addNeighbours(batch);
    try {
      const found = await read([...batch.ids]);
      for (const id of batch.ids) remember(id, { status: found.get(id), readAt: batch.startedAt, isAskedFor: false });
      return found;
    } finally {
      for (const id of batch.ids) if (reading.get(id) === batch) reading.delete(id);
    }
  }

  /** Takes along what is in use and soon too old, so that many busy keys cost one query and not one each. */
  function addNeighbours(batch: Batch<S>): void {
    for (const [id, entry] of entries) {
      if (!entry.isAskedFor || isFresh(entry.readAt, maxAgeMs / 2) || reading.has(id)) continue;
      batch.ids.add(id);
      reading.set(id, batch);
    }
  }

  function remember(id: string, entry: Entry<S>): void {
    // Of two reads that overlapped, the one that began later knows better.
    if ((entries.get(id)?.readAt ?? 0) > entry.readAt) return;
    entries.delete(id);
    entries.set(id, entry);
    if (entries.size <= maxEntries) return;
    const oldest = entries.keys().next();
    if (!oldest.done) entries.delete(oldest.value);
  }

  function get(id: string): S | undefined | Promise<S | undefined> {
    const entry = entries.get(id);
    if (!entry || !isFresh(entry.readAt)) return ask(id);
    entry.isAskedFor = true;
    return entry.status;
  }

  return {
    get,
    getMany: async (ids) => {
      const found = new Map<string, S>();
      const statuses = await Promise.all(ids.map(async (id) => [id, await get(id)] as const));
      for (const [id, status] of statuses) if (status !== undefined) found.set(id, status);
      return found;
    },
    forget: (id) => {
      entries.delete(id);
      reading.delete(id);
    },
  };
}

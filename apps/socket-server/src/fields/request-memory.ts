import type { Clock } from '@fieldfare/payments';

interface Entry {
  answer: Promise<unknown>;
  /** Null while the first request is still being handled: that is never forgotten. */
  doneAt: number | null;
}

interface Scope {
  entries: Map<string, Entry>;
}

export interface RequestMemoryOptions {
  clock: Clock;
  maxScopes?: number;
  maxPerScope?: number;
  keptMs?: number;
}

/**
 * Answers that may be asked for again because the first acknowledgement was lost. Bounded: the oldest sessions and answers go first,
 * and what is forgotten is done again, which every handler survives.
 */
export interface RequestMemory {
  /**
   * Runs once for a key in its scope. Who repeats it while it runs waits for the same answer; afterwards it is answered from memory
   * where `isKept`. A failure is not kept.
   */
  once<T>(
    scope: string,
    key: string,
    isKept: boolean,
    run: () => Promise<T>,
  ): { answer: Promise<T>; isRepeated: boolean };
  forget(scope: string): void;
  /** Forgets what nobody can ask for any more. */
  forgetOld(): void;
  /** Scopes that are remembered. */
  size(): number;
}

export function createRequestMemory(options: RequestMemoryOptions): RequestMemory {
  const { clock, maxScopes = 10_000, maxPerScope = 32, keptMs = 10 * 60_000 } = options;
  const scopes = new Map<string, Scope>();

  const scopeOf = (name: string): Scope => {
    const scope = scopes.get(name) ?? { entries: new Map() };
    // Inserted anew, so that the map's order is the order of last use.
    scopes.delete(name);
    scopes.set(name, scope);
    trim(scopes, maxScopes, (candidate) => ![...candidate.entries.values()].some((entry) => entry.doneAt === null));
    return scope;
  };

  return {
    once: <T>(scopeName: string, key: string, isKept: boolean, run: () => Promise<T>) => {
      const { entries } = scopeOf(scopeName);
      const now = clock.now().getTime();
      const known = entries.get(key);
      if (known && (known.doneAt === null || now - known.doneAt < keptMs)) {
        return { answer: known.answer as Promise<T>, isRepeated: true };
      }
      const answer = run();
      const entry: Entry = { answer, doneAt: null };
      entries.set(key, entry);
      const forget = () => {
        if (entries.get(key) === entry) entries.delete(key);
      };
      answer.then(() => {
        entry.doneAt = clock.now().getTime();
        if (!isKept) forget();
      }, forget);
      trim(entries, maxPerScope, (candidate) => candidate.doneAt !== null);
      return { answer, isRepeated: false };
    },
    forget: (scope) => void scopes.delete(scope),
    forgetOld: () => {
      const doneBy = clock.now().getTime() - keptMs;
      for (const [name, { entries }] of scopes) {
        for (const [key, { doneAt }] of entries) if (doneAt !== null && doneAt <= doneBy) entries.delete(key);
        if (entries.size === 0) scopes.delete(name);
      }
    },
    size: () => scopes.size,
  };
}

/** Deletes the oldest that may go until the map is within its bound, or nothing more may go. */
function trim<T>(map: Map<string, T>, max: number, mayGo: (value: T) => boolean): void {
  if (map.size <= max) return;
  for (const [key, value] of map) {
    if (mayGo(value)) map.delete(key);
    if (map.size <= max) return;
  }
}

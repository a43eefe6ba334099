import type { Clock } from '@fieldfare/payments';
import { inSlices } from '../runtime/in-slices.ts';

/** How long an answer is kept: for its time; until the same event is asked under another id; or while the question is under way. */
export type Keeps = 'each' | 'latest' | 'none';

export interface Question {
  event: string;
  requestId: string;
  keeps: Keeps;
}

interface Entry {
  requestId: string;
  answer: Promise<unknown>;
  /** Null while the first request is still being handled: that is never forgotten. */
  doneAt: number | null;
}

interface Scope {
  entries: Map<string, Entry>;
  /** Asked since the scope was last looked at for letting go. */
  isInUse: boolean;
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
   * Runs once for a question in its scope. Who repeats it while it runs waits for the same answer; afterwards it is answered from memory
   * for as long as it is kept. A failure is not kept.
   */
  once<T>(scope: string, question: Question, run: () => Promise<T>): { answer: Promise<T>; isRepeated: boolean };
  forget(scope: string): void;
  /** Forgets what nobody can ask for any more. */
  forgetOld(): Promise<void>;
  /** Scopes that are remembered. */
  size(): number;
}

export function createRequestMemory(options: RequestMemoryOptions): RequestMemory {
  const { clock, maxScopes = 10_000, maxPerScope = 32, keptMs = 10 * 60_000 } = options;
  const scopes = new Map<string, Scope>();

  const scopeOf = (name: string): Scope => {
    const known = scopes.get(name);
    if (known) {
      known.isInUse = true;
      return known;
    }
    if (scopes.size >= maxScopes) trimScopes(scopes, maxScopes - 1);
    const scope = { entries: new Map<string, Entry>(), isInUse: false };
    scopes.set(name, scope);
    return scope;
  };

  return {
    once: <T>(scopeName: string, { event, requestId, keeps }: Question, run: () => Promise<T>) => {
      const { entries } = scopeOf(scopeName);
      const now = clock.now().getTime();
      const key = keeps === 'latest' ? event : `${event}:${requestId}`;
      const known = entries.get(key);
      if (known?.requestId === requestId && (known.doneAt === null || now - known.doneAt < keptMs)) {
        return { answer: known.answer as Promise<T>, isRepeated: true };
      }
      const entry: Entry = { requestId, answer: run(), doneAt: null };
      entries.set(key, entry);
      const forget = () => {
        if (entries.get(key) === entry) entries.delete(key);
      };
      const answer = entry.answer as Promise<T>;
      answer.then(
        keeps === 'none'
          ? forget
          : () => {
              entry.doneAt = clock.now().getTime();
            },
        forget,
      );
      if (entries.size > maxPerScope) trim(entries, maxPerScope, (candidate) => candidate.doneAt !== null);
      return { answer, isRepeated: false };
    },
    forget: (scope) => void scopes.delete(scope),
    forgetOld: () => {
      const doneBy = clock.now().getTime() - keptMs;
      return inSlices(scopes, ([name, { entries }]) => {
        for (const [key, { doneAt }] of entries) if (doneAt !== null && doneAt <= doneBy) entries.delete(key);
        if (entries.size === 0) scopes.delete(name);
      });
    },
    size: () => scopes.size,
  };
}

/**
 * Deletes scopes until the map is within its bound, the oldest first. One that was asked since it was last looked at is passed over once, and
 * one with a request under way always: so a question costs no order to keep.
 */
function trimScopes(scopes: Map<string, Scope>, max: number): void {
  for (const [name, scope] of scopes) {
    if (scope.isInUse) {
      scope.isInUse = false;
      scopes.delete(name);
      scopes.set(name, scope);
    } else if (![...scope.entries.values()].some(({ doneAt }) => doneAt === null)) scopes.delete(name);
    if (scopes.size <= max) return;
  }
}

/** Deletes the oldest that may go until the map is within its bound, or nothing more may go. */
function trim<T>(map: Map<string, T>, max: number, mayGo: (value: T) => boolean): void {
  for (const [key, value] of map) {
    if (mayGo(value)) map.delete(key);
    if (map.size <= max) return;
  }
}

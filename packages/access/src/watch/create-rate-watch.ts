import type { Clock } from '../ports.ts';
import { claimWindow } from './claim-window.ts';
import type { RateDelta, RateSums, WatchStore } from './ports.ts';
import { RATE_PATTERNS } from './rate-patterns.ts';
import type { RateName, RatePattern } from './rate-patterns.ts';
import type { OnSecurityEvent } from './security-event.ts';

/** Watches for rates that rise. Counting is a note in memory; `sync`, a job, adds it to what all servers share and weighs the sums. */
export interface RateWatch {
  note(name: RateName, subject: string, isFailed: boolean): void;
  /** Shares what was noted since the last time and raises an event for each rate that has risen, once a window. */
  sync(): Promise<void>;
}

export interface RateWatchDeps {
  store: WatchStore;
  clock: Clock;
  onEvent: OnSecurityEvent;
  /** What is noted between two syncs at the most; beyond it further subjects are not counted. */
  maxNotes?: number;
}

const MINUTE_MS = 60_000;

export function createRateWatch({ store, clock, onEvent, maxNotes = 20_000 }: RateWatchDeps): RateWatch {
  let notes = new Map<string, RateDelta & { name: RateName }>();

  async function weigh(name: RateName, subject: string): Promise<void> {
    const pattern = RATE_PATTERNS[name];
    const now = clock.now().getTime();
    const begin = new Date(now - pattern.windowMs);
    const recent = await store.rateSums(name, subject, begin, new Date(now + MINUTE_MS));
    if (!isWorthALook(pattern, recent)) return;
    const before = await store.rateSums(name, subject, new Date(begin.getTime() - pattern.baselineMs), begin);
    if (!hasRisen(pattern, recent, before)) return;
    const isFirst = await claimWindow(store, `${name} ${subject}`, new Date(now), pattern.windowMs);
    if (isFirst) onEvent({ type: 'rate_rising', rate: name, subject, ...recent, windowMs: pattern.windowMs });
  }

  return {
    note: (name, subject, isFailed) => {
      const minute = Math.floor(clock.now().getTime() / MINUTE_MS) * MINUTE_MS;
      const key = `${name} ${minute} ${subject}`;
      const known = notes.get(key);
      if (!known && notes.size >= maxNotes) return;
      const delta = known ?? { name, subject, minute: new Date(minute), total: 0, failed: 0 };
      delta.total += 1;
      if (isFailed) delta.failed += 1;
      notes.set(key, delta);
    },
    sync: async () => {
      const noted = [...notes.values()];
      if (noted.length === 0) return;
      notes = new Map();
      await store.addRates(noted);
      const failed = new Map(
        noted.filter((delta) => delta.failed > 0).map((delta) => [`${delta.name} ${delta.subject}`, delta]),
      );
      for (const { name, subject } of failed.values()) await weigh(name, subject);
    },
  };
}

function isWorthALook({ minFailed, minShare }: RatePattern, { failed, total }: RateSums): boolean {
  return failed >= minFailed && failed >= total * minShare;
}

/** A history as short as what is weighed says nothing: then the pattern's own usual share stands for it. */
function hasRisen({ rise, usualShare, minFailed }: RatePattern, recent: RateSums, before: RateSums): boolean {
  const usual = before.total >= 2 * minFailed ? before.failed / before.total : usualShare;
  return recent.failed / recent.total >= rise * usual;
}

import { KEEPING_CLAIM_MS } from './keeping-schedule.ts';
import type { CardKeeping, CardKeepings } from './ports/card-keepings.ts';
import type { Clock } from './ports/clock.ts';
import type { ProcessorDirectory } from './ports/processor-directory.ts';

export interface TendDeps {
  keepings: CardKeepings;
  processors: Pick<ProcessorDirectory, 'byName'>;
  clock: Clock;
}

/** What became of a keeping that was looked at. */
export type KeepingOutcome = 'kept' | 'refused' | 'detached' | 'left' | 'later';

export interface KeepingReport {
  outcomes: { keeping: CardKeeping; outcome: KeepingOutcome }[];
  /** Those that could not be looked at, and why. They come up again like every other one. */
  failures: { keeping: CardKeeping; error: unknown }[];
}

/** Each asks a processor two things or three, so that not many wait for a slow one; they go on together. */
const AT_ONCE = 8;

/** Claims what is due, and does it, each for itself. */
export async function tendKeepings(
  { keepings, clock }: TendDeps,
  what: 'keep' | 'detach',
  tend: (keeping: CardKeeping) => Promise<KeepingOutcome>,
  limit: number = AT_ONCE,
): Promise<KeepingReport> {
  const now = clock.now();
  const due = await keepings.claim(what, now, limit, new Date(now.getTime() + KEEPING_CLAIM_MS));
  const report: KeepingReport = { outcomes: [], failures: [] };
  await Promise.all(
    due.map(async (keeping) => {
      try {
        report.outcomes.push({ keeping, outcome: await tend(keeping) });
      } catch (error) {
        report.failures.push({ keeping, error });
      }
    }),
  );
  return report;
}

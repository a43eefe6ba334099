import type { Deps } from '../deps.ts';
import { repeat } from '../runtime/repeat.ts';
import type { Repeating } from '../runtime/repeat.ts';
import type { Signal } from '../runtime/signal.ts';

const BATCH = 200;
/** How long a fact that another process committed waits at the most until it is looked for. */
const POLL_MS = 100;
/** The first fact after a silence is recorded at once; under load each round then waits for company, because every one is a commit. */
const MIN_PAUSE_MS = 50;

export type RecorderDeps = Pick<Deps, 'clock' | 'log' | 'metrics' | 'webhooks'>;

/**
 * Makes events of what the outbox holds, and queues their deliveries. Woken by this process's own commits; looks by itself for those of
 * others. Any number may run: a fact is taken by one of them.
 */
export function startRecorder({ clock, log, metrics, webhooks }: RecorderDeps, committed: Signal): Repeating {
  let isStopping = false;
  const drain = async () => {
    for (;;) {
      const { recorded, failures } = await webhooks.recorder.record(BATCH, clock.now());
      for (const { error } of failures) log.error({ job: 'record_events', error }, 'a fact cannot be shown');
      metrics.eventsRecorded.inc(recorded);
      if (recorded < BATCH) return;
    }
  };
  const recording = repeat({
    everyMs: MIN_PAUSE_MS,
    afterErrorMs: 1_000,
    run: async () => {
      if (!isStopping) await committed.wait(POLL_MS);
      await drain();
    },
    onError: (error) => log.error({ job: 'record_events', error }, 'events not recorded'),
  });
  return {
    stop: () => {
      isStopping = true;
      committed.raise();
      return recording.stop();
    },
  };
}

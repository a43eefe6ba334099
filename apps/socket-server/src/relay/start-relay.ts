import type { Deps } from '../deps.ts';
import type { Mutex } from '../runtime/mutex.ts';
import { repeat } from '../runtime/repeat.ts';
import { tellFact } from './tell-fact.ts';
import type { Audience } from './tell-fact.ts';

const BATCH = 200;
/** How long a fact that another process committed waits for us at the most. */
const POLL_MS = 250;
/** The first fact after a silence is told at once; under load each claim then waits for company, because every one is a commit. */
const MIN_PAUSE_MS = 20;

export interface Relay {
  /** Tells what is left, then stops. */
  stop(): Promise<void>;
}

/**
 * Drains the outbox to whoever listens. Woken by this process's own commits; looks by itself for those of others. It holds `exclusive`
 * while it claims and tells, so that a subscriber who replays under it misses nothing and hears nothing out of order.
 */
export function startRelay(deps: Deps, audience: Audience, exclusive: Mutex): Relay {
  let isStopping = false;

  const drain = async () => {
    for (;;) {
      const told = await exclusive(() => tellBatch(deps, audience));
      if (told < BATCH) return;
    }
  };
  const relaying = repeat({
    everyMs: MIN_PAUSE_MS,
    afterErrorMs: POLL_MS,
    run: async () => {
      if (!isStopping) await deps.outbox.committed.wait(POLL_MS);
      await drain();
    },
    onError: (error) => deps.log.error({ job: 'relay', error }, 'relay failed'),
  });

  return {
    stop: async () => {
      isStopping = true;
      deps.outbox.committed.raise();
      await relaying.stop();
      await drain().catch((error: unknown) => deps.log.error({ job: 'relay', error }, 'last facts not told'));
    },
  };
}

async function tellBatch(deps: Deps, audience: Audience): Promise<number> {
  const facts = await deps.outbox.claim(BATCH);
  const now = deps.clock.now().getTime();
  for (const fact of facts) {
    try {
      tellFact(audience, fact);
    } catch (error) {
      // A fact that cannot be told must not keep the others back; who listens finds it by its sequence.
      deps.log.error({ job: 'relay', error }, 'fact not told');
    }
    deps.metrics.outboxLag.observe(Math.max(0, now - fact.committedAt.getTime()) / 1_000);
  }
  deps.metrics.outboxTold.inc(facts.length);
  return facts.length;
}

import { carryOutLeftBehind, expireAuthorizations, reconcileAttempts, recordDisputes } from '@fieldfare/payments';
import { KEY_RING_REFRESH_MS } from '@fieldfare/vault';
import type { Deps } from '../deps.ts';
import { detachRevokedCards, keepSavedCards } from './tend-cards.ts';
import { repeat } from '../runtime/repeat.ts';
import type { Repeating } from '../runtime/repeat.ts';

interface Job {
  name: string;
  everyMs: number;
  run: (deps: Deps) => Promise<unknown>;
}

const SESSIONS_AT_ONCE = 500;
const AUDIT_ROWS_AT_ONCE = 5_000;

/** What the server does by itself. Each may run in several processes at once: the database hands every row to one of them. */
const JOBS: readonly Job[] = [
  { name: 'reconcile_attempts', everyMs: 1_000, run: reconcile },
  { name: 'expire_authorizations', everyMs: 10_000, run: (deps) => expireAuthorizations(deps) },
  {
    name: 'expire_sessions',
    everyMs: 5_000,
    run: (deps) => deps.sessions.expireLapsed(deps.clock.now(), SESSIONS_AT_ONCE),
  },
  {
    name: 'record_disputes',
    everyMs: 5_000,
    run: async (deps) => void ((await recordDisputes(deps)) && deps.outbox.committed.raise()),
  },
  { name: 'keep_cards', everyMs: 2_000, run: keepSavedCards },
  { name: 'detach_cards', everyMs: 2_000, run: detachRevokedCards },
  { name: 'carry_out_approvals', everyMs: 5_000, run: (deps) => carryOutLeftBehind(deps) },
  { name: 'expire_approvals', everyMs: 10_000, run: (deps) => deps.approvals.expire(deps.clock.now(), 100) },
  { name: 'sweep_expired', everyMs: 60_000, run: (deps) => deps.sweepExpired() },
  {
    name: 'expire_audit_log',
    everyMs: 60_000,
    run: (deps) => deps.auditLog.expire(deps.settings.auditLogDays, AUDIT_ROWS_AT_ONCE),
  },
  { name: 'tend_days', everyMs: 60_000, run: (deps) => deps.tendDays() },
  { name: 'sync_watch', everyMs: 5_000, run: (deps) => deps.watch.rates.sync() },
  { name: 'refresh_key_ring', everyMs: KEY_RING_REFRESH_MS, run: (deps) => deps.keyRing.refresh() },
];

/** Starts every job, each on its own beat; one that fails is logged and comes again. */
export function startJobs(deps: Deps): Repeating {
  const running = JOBS.map(({ name, everyMs, run }) =>
    repeat({
      everyMs,
      run: async () => {
        await run(deps);
        deps.metrics.jobRuns.inc({ job: name, outcome: 'ok' });
      },
      onError: (error) => {
        deps.metrics.jobRuns.inc({ job: name, outcome: 'failed' });
        deps.log.error({ job: name, error }, 'job failed');
      },
    }),
  );
  return { stop: async () => void (await Promise.all(running.map((job) => job.stop()))) };
}

async function reconcile(deps: Deps): Promise<void> {
  const { looked, resolved, failures } = await reconcileAttempts(
    // The simulated network returns within seconds what a real one takes weeks for.
    deps.settings.isProduction ? deps : { ...deps, returnsEveryMs: deps.settings.sandboxAchMs },
  );
  if (looked === 0) return;
  deps.metrics.reconciledAttempts.inc({ result: 'looked' }, looked);
  deps.metrics.reconciledAttempts.inc({ result: 'resolved' }, resolved);
  deps.metrics.reconciledAttempts.inc({ result: 'failed' }, failures.length);
  for (const { attemptId, error } of failures) {
    deps.log.error({ job: 'reconcile_attempts', attempt_id: attemptId, error }, 'attempt could not be reconciled');
  }
  deps.log.info({ job: 'reconcile_attempts', count: resolved }, 'attempts reconciled');
}

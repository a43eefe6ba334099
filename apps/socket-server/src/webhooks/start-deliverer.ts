import { DELIVER_WEBHOOK } from '@fieldfare/db';
import { Logger, run } from 'graphile-worker';
import * as z from 'zod';
import type { Log } from '../logging/logger.ts';
import { repeat } from '../runtime/repeat.ts';
import type { Repeating } from '../runtime/repeat.ts';
import { deliverWebhook } from './deliver-webhook.ts';
import type { DeliverDeps } from './deliver-webhook.ts';

/** Attempts under way at once in this process. Most of the time of each is waiting for somebody else's server. */
const CONCURRENCY = 48;
const CONNECTIONS = 6;
const POLL_MS = 2_000;
const REQUEUE_AT_ONCE = 500;
/** What should have been tried so long ago, and has no job, is queued again. */
const FORGOTTEN_MS = 10 * 60_000;

const Job = z.object({ delivery: z.string(), attempt: z.number().int() });

/**
 * Works off the queue: an attempt a job. A worker that was killed leaves its jobs locked; they are given to others once they have been held
 * for longer than any attempt takes. Stopping lets the attempts under way end.
 */
export async function startDeliverer(deps: DeliverDeps): Promise<Repeating> {
  const { settings, log, webhooks, clock } = deps;
  const runner = await run({
    connectionString: settings.database.payments,
    maxPoolSize: CONNECTIONS,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: POLL_MS,
    logger: loggerOf(log),
    parsedCronItems: [],
    taskList: {
      [DELIVER_WEBHOOK]: async (payload) => {
        const { delivery, attempt } = Job.parse(payload);
        await deliverWebhook(deps, delivery, attempt);
      },
    },
  });
  runner.promise.catch((error: unknown) => log.error({ job: DELIVER_WEBHOOK, error }, 'the queue of webhooks stopped'));
  const watching = repeat({
    everyMs: settings.webhooks.deadWorkerMs / 2,
    run: async () => {
      const freed = await webhooks.work.freeJobsOfDeadWorkers(settings.webhooks.deadWorkerMs);
      if (freed > 0) log.warn({ job: DELIVER_WEBHOOK, count: freed }, 'jobs of dead workers freed');
      await webhooks.work.requeueForgotten(new Date(clock.now().getTime() - FORGOTTEN_MS), REQUEUE_AT_ONCE);
    },
    onError: (error) => log.error({ job: DELIVER_WEBHOOK, error }, 'dead workers not looked for'),
  });
  return {
    stop: async () => {
      await watching.stop();
      await runner.stop();
    },
  };
}

/** The library's lines in our log: constant words, for what it says may quote a job. */
function loggerOf(log: Log): Logger {
  return new Logger(() => (level, message) => {
    // An attempt mostly waits for somebody else's server and holds no connection meanwhile, so that fewer are plenty.
    if (message.includes('maxPoolSize')) return;
    if (level === 'error') log.error({ job: DELIVER_WEBHOOK }, 'the queue reports an error');
    if (level === 'warning') log.warn({ job: DELIVER_WEBHOOK }, 'the queue reports a warning');
  });
}

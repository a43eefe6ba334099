import { compose } from './compose.ts';
import { EnvError } from './env/env-error.ts';
import { parseEnv } from './env/parse-env.ts';
import { createLog } from './logging/logger.ts';
import { startupProblem } from './startup-problem.ts';
import { startWebhooks } from './webhooks/start-webhooks.ts';

/** Records and delivers events in a process of its own, beside payment servers with WEBHOOK_WORKER=separate. It listens on no port. */
try {
  await start();
} catch (error) {
  const problems = error instanceof EnvError ? error.problems : [startupProblem(error)];
  for (const problem of problems) console.error(`webhook worker: ${problem}`);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = parseEnv(process.env);
  const log = createLog(settings.logLevel);
  const composed = await compose({ settings, log });
  const webhooks = await startWebhooks(composed.deps, composed.deps.outbox.recordable);
  // Between its looks nothing else holds the process.
  const alive = setInterval(() => undefined, 60_000);
  log.info({}, 'webhook worker runs');

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'shutting down');
    clearInterval(alive);
    webhooks
      .stop()
      .then(() => composed.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ error }, 'shutdown failed');
          process.exit(1);
        },
      );
  };
  process.on('unhandledRejection', (error) => log.error({ error }, 'a promise was left unhandled'));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

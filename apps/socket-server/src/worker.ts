import { compose } from './compose.ts';
import { runProgram } from './runtime/run-program.ts';
import { startWebhooks } from './webhooks/start-webhooks.ts';

/** Records and delivers events in a process of its own, beside payment servers with WEBHOOK_WORKER=separate. It listens on no port. */
await runProgram('webhook worker', async (settings, log) => {
  const composed = await compose({ settings, log });
  const webhooks = await startWebhooks(composed.deps, composed.deps.outbox.recordable);
  // Between its looks nothing else holds the process.
  const alive = setInterval(() => undefined, 60_000);
  log.info({}, 'webhook worker runs');
  return async () => {
    clearInterval(alive);
    await webhooks.stop();
    await composed.close();
  };
});

import { compose } from './compose.ts';
import { EnvError } from './env/env-error.ts';
import { parseEnv } from './env/parse-env.ts';
import { createOtlpErrorReporter } from './errors/otlp-error-reporter.ts';
import { createLog } from './logging/logger.ts';
import { createPaymentServer } from './server.ts';
import { startupProblem } from './startup-problem.ts';

try {
  await start();
} catch (error) {
  const problems = error instanceof EnvError ? error.problems : [startupProblem(error)];
  for (const problem of problems) console.error(`payment server: ${problem}`);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = parseEnv(process.env);
  const reporter = settings.errorReports ? createOtlpErrorReporter(settings.errorReports) : undefined;
  const log = createLog(settings.logLevel, undefined, reporter);
  const composed = await compose({ settings, log });
  const server = await createPaymentServer(composed.deps);
  const port = await server.listen().catch(async (error: unknown) => {
    await server.close();
    await composed.close();
    throw error;
  });
  log.info({ address: `${settings.http.host}:${port}` }, 'payment server listens');

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'shutting down');
    server
      .close()
      .then(() => composed.close())
      .then(() => reporter?.close())
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

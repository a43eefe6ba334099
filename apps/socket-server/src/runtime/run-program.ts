import { EnvError } from '../env/env-error.ts';
import { parseEnv } from '../env/parse-env.ts';
import type { Settings } from '../env/settings.ts';
import { createOtlpErrorReporter } from '../errors/otlp-error-reporter.ts';
import { createLog } from '../logging/logger.ts';
import type { Log } from '../logging/logger.ts';
import { startupProblem } from '../startup-problem.ts';

/**
 * Runs one of the system's programs: reads its settings, starts it, and stops it in order when it is told to. What keeps it from starting is
 * told in plain words, and the exit code is 1.
 * @param start answers how it is stopped
 */
export async function runProgram(
  title: string,
  start: (settings: Settings, log: Log) => Promise<() => Promise<unknown>>,
): Promise<void> {
  try {
    await run(start);
  } catch (error) {
    const problems = error instanceof EnvError ? error.problems : [startupProblem(error)];
    for (const problem of problems) console.error(`${title}: ${problem}`);
    process.exit(1);
  }
}

async function run(start: (settings: Settings, log: Log) => Promise<() => Promise<unknown>>): Promise<void> {
  const settings = parseEnv(process.env);
  const reporter = settings.errorReports ? createOtlpErrorReporter(settings.errorReports) : undefined;
  const log = createLog(settings.logLevel, undefined, reporter);
  const stop = await start(settings, log);

  const shutDown = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'shutting down');
    stop()
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
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
}

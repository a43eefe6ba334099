import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../shared/root.ts';
import { bringUp } from './bring-up.ts';
import { createProgress } from './progress.ts';
import { runUntilStopped } from './run-until-stopped.ts';
import type { Mode } from './services.ts';
import { readSettings } from './settings.ts';
import { showFailure } from './show-failure.ts';
import { summary } from './summary.ts';

function loadEnvFile(): void {
  const file = join(ROOT, '.env');
  // What is set already wins over the file.
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * `npm start` and `npm run dev`: sets everything up, runs it until it is asked to stop, and answers the exit code.
 *
 * @param mode `dev` watches the sources in place of building the web app
 */
export async function start(mode: Mode): Promise<number> {
  // A terminal that was closed must not keep us from stopping in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    loadEnvFile();
    const environment = process.env;
    const settings = readSettings(environment, ROOT);
    const shownDataDir = relative(process.cwd(), settings.dataDir);
    return await runUntilStopped(settings.dataDir, createProgress(process.stdout), async (context) => {
      const demo = await bringUp({ mode, settings, environment, ...context });
      process.stdout.write(
        `${summary({ settings, demo, dataDir: shownDataDir.startsWith('..') ? settings.dataDir : shownDataDir })}\n`,
      );
    });
  } catch (error) {
    showFailure(error);
    return 1;
  }
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hashSources } from './hash-sources.ts';
import { type RunLock, takeLock } from './run-lock.ts';
import { runTool } from './run-tool.ts';

export interface BuildOptions {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly signal: AbortSignal;
  /** Development builds all but the web app, which its own watch mode compiles. */
  readonly withWeb: boolean;
}

export type BuildOutcome = 'built' | 'unchanged';

const LOCK_POLL_MS = 200;

// What a build leaves; when somebody deletes it, it is made again.
const RESULTS = ['packages/fields/dist', 'packages/sdk/dist', 'packages/db/src/generated'];
const WEB_RESULT = 'apps/web/.next/BUILD_ID';

/** Builds what runs from a build, and skips that when nothing changed since the last one. Two builds of one clone take turns. */
export async function build({ root, env, logFile, signal, withWeb }: BuildOptions): Promise<BuildOutcome> {
  const folder = join(root, 'node_modules', '.cache', 'fieldfare');
  mkdirSync(folder, { recursive: true });
  const lock = await waitForLock(folder, signal);
  try {
    const stamp = join(folder, withWeb ? 'build' : 'build-packages');
    const sources = hashSources(root);
    const results = withWeb ? [...RESULTS, WEB_RESULT] : RESULTS;
    const isWhole = results.every((path) => existsSync(join(root, path)));
    if (isWhole && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return 'unchanged';

    rmSync(stamp, { force: true });
    // The examples are for who starts them.
    const filter = ['--filter=!./examples/*', ...(withWeb ? [] : ['--filter=!@fieldfare/web'])];
    await runTool({
      title: 'build',
      command: ['turbo', 'run', 'generate', 'build', ...filter, '--output-logs=errors-only'],
      cwd: root,
      env,
      logFile,
      signal,
    });
    writeFileSync(stamp, sources);
    return 'built';
  } finally {
    lock.release();
  }
}

async function waitForLock(folder: string, signal: AbortSignal): Promise<RunLock> {
  for (;;) {
    const outcome = takeLock(folder, 'build.lock');
    if (outcome.isMine) return outcome.lock;
    await delay(LOCK_POLL_MS, null, { signal });
  }
}

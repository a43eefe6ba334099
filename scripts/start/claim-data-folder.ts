import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../shared/start-error.ts';
import type { DataFolder } from './data-folder.ts';
import { isHolderEnding, type RunLock, takeLock } from './run-lock.ts';

const POLL_MS = 100;
// Long enough for one whose parent was just killed to notice and say so, and for one that stops to have stopped.
const NOTICE_MS = 1500;
const ENDING_MS = 10_000;

/**
 * Makes this process the only one that runs on a data folder. One that is just stopping is waited for.
 *
 * @throws {StartError} when another one runs
 */
export async function claimDataFolder(folder: DataFolder): Promise<RunLock> {
  const startedAt = Date.now();
  for (;;) {
    const outcome = takeLock(folder.run);
    if (outcome.isMine) return outcome.lock;
    const patienceMs = isHolderEnding(folder.run) ? ENDING_MS : NOTICE_MS;
    if (Date.now() - startedAt > patienceMs) {
      throw new StartError(
        `Fieldfare already runs on ${folder.path} (process ${outcome.holder.pid}): stop it with Ctrl-C where it runs, or set FIELDFARE_DATA_DIR and other ports to run a second one.`,
      );
    }
    await delay(POLL_MS);
  }
}

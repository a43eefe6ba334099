import { claimDataFolder } from './claim-data-folder.ts';
import { type DataFolder, makeDataFolder } from './data-folder.ts';
import type { Progress } from './progress.ts';
import { showFailure } from './show-failure.ts';
import { listenForStop } from './stop-request.ts';
import { Supervisor } from './supervisor.ts';

export interface RunContext {
  readonly folder: DataFolder;
  readonly supervisor: Supervisor;
  readonly progress: Progress;
  /** Aborted when somebody asks to stop. */
  readonly signal: AbortSignal;
}

const INTERRUPTED = 130;

/**
 * Starts everything by `bringUp`, as the only one on the data folder, and stops everything when somebody asks for it or when a part
 * cannot be kept running. Nothing that was started outlives this call.
 *
 * @returns the exit code
 * @throws {StartError} when another one runs on the data folder
 */
export async function runUntilStopped(
  dataDir: string,
  progress: Progress,
  bringUp: (context: RunContext) => Promise<void>,
): Promise<number> {
  const folder = makeDataFolder(dataDir);
  const supervisor = new Supervisor((line) => progress.note(line));
  const killAndExit = (code: number) => void supervisor.kill().finally(() => process.exit(code));
  const stop = listenForStop(() => killAndExit(INTERRUPTED));
  // A mistake of ours must not leave running what nobody then watches.
  process.once('uncaughtException', (error) => {
    showFailure(error);
    killAndExit(1);
  });
  const lock = await claimDataFolder(folder);
  // What is just being started ends with the rest, so that bringUp does not wait for it.
  stop.signal.addEventListener('abort', () => {
    lock.announceEnd();
    progress.note('Stopping.');
    void supervisor.stop();
  });
  try {
    await bringUp({ folder, supervisor, progress, signal: stop.signal });
    const failure = await Promise.race([stop.requested, supervisor.failed]);
    if (failure) throw failure;
    return 0;
  } catch (error) {
    if (stop.signal.aborted) return INTERRUPTED;
    showFailure(error);
    return 1;
  } finally {
    lock.announceEnd();
    await supervisor.stop();
    lock.release();
  }
}

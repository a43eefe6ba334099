import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from './process-identity.ts';

/** Every process that we start for a data folder carries this variable, and hands it on to its own children. */
export const SUPERVISED_VARIABLE = 'FIELDFARE_SUPERVISED_DATA_DIR';

const POLITE_MS = 3000;

function linuxProcesses(entry: string): number[] {
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid));
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(entry);
    } catch {
      // It ended meanwhile, or it is another user's and so cannot be ours.
      return false;
    }
  });
}

function otherProcesses(entry: string): number[] {
  const list = execFileSync('ps', ['-Aeww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const lines = list.split('\n').filter((line) => `${line} `.includes(` ${entry} `));
  return lines.map((line) => Number.parseInt(line, 10)).filter((pid) => Number.isInteger(pid));
}

/** The running processes that were started for a data folder, whoever started them. */
export function supervisedProcesses(dataDir: string): number[] {
  const entry = `${SUPERVISED_VARIABLE}=${dataDir}`;
  const pids = process.platform === 'linux' ? linuxProcesses(entry) : otherProcesses(entry);
  return pids.filter((pid) => pid !== process.pid && processIdentity(pid) !== null);
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended meanwhile.
    }
  }
}

/**
 * Ends what an earlier start left running when it was killed, and answers how many processes that were. Only for the holder of the data
 * folder's lock.
 */
export async function endLeftoverProcesses(dataDir: string): Promise<number> {
  const found = supervisedProcesses(dataDir);
  signal(found, 'SIGTERM');
  const deadline = Date.now() + POLITE_MS;
  for (let left = found; left.length > 0; left = supervisedProcesses(dataDir)) {
    if (Date.now() > deadline) signal(left, 'SIGKILL');
    await delay(50);
  }
  return found.length;
}

import { readFileSync } from 'node:fs';

// Linux counts processor time in hundredths of a second for programs, whatever its own clock is.
const MS_PER_TICK = 10;
const USER_TIME = 11;
const SYSTEM_TIME = 12;
const USER_TIME_OF_ENDED = 13;
const SYSTEM_TIME_OF_ENDED = 14;

/** Processor time that a process has used so far, all its threads together, in milliseconds; NaN where it cannot be told. */
export function cpuTimeMs(pid: number): number {
  return timesMs(pid, [USER_TIME, SYSTEM_TIME]);
}

/** The same of its children that have ended. */
export function endedChildrenCpuTimeMs(pid: number): number {
  return timesMs(pid, [USER_TIME_OF_ENDED, SYSTEM_TIME_OF_ENDED]);
}

function timesMs(pid: number, places: readonly number[]): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name, in parentheses, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return places.reduce((sum, place) => sum + Number(fields[place]) * MS_PER_TICK, 0);
  } catch {
    return Number.NaN;
  }
}

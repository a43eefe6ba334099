import { readFileSync } from 'node:fs';

// Linux counts processor time in hundredths of a second for programs, whatever its own clock is.
const MS_PER_TICK = 10;
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** Processor time that a process has used so far, all its threads together, in milliseconds; NaN where it cannot be told. */
export function cpuTimeMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name, in parentheses, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * MS_PER_TICK;
  } catch {
    return Number.NaN;
  }
}

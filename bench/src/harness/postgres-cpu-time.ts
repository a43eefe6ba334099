import { readdirSync, readFileSync } from 'node:fs';
import { cpuTimeMs, endedChildrenCpuTimeMs } from './cpu-time.ts';

/** Processor time that a PostgreSQL server and all its connections have used so far, in milliseconds; NaN where it cannot be told. */
export function postgresCpuTimeMs(postmaster: number): number {
  return processes()
    .filter((pid) => parentOf(pid) === postmaster)
    .reduce((sum, pid) => sum + (cpuTimeMs(pid) || 0), cpuTimeMs(postmaster) + endedChildrenCpuTimeMs(postmaster));
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Null where the process has ended meanwhile. */
function parentOf(pid: number): number | null {
  try {
    const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(parent);
  } catch {
    return null;
  }
}

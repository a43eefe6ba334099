import { readFileSync } from 'node:fs';

const LIMITS_FILE = '/proc/self/limits';

/** What the kernel says of this process's limits (proc(5)); null where it does not, which is everywhere but on Linux. */
export function readProcessLimits(): string | null {
  try {
    return readFileSync(LIMITS_FILE, 'utf8');
  } catch {
    return null;
  }
}

/** Whether a crash of this process may write its memory to disk: its soft limit for core files is not 0. */
export function allowsCoreDumps(processLimits: string | null): boolean {
  const [, soft] = /^Max core file size\s+(\S+)/m.exec(processLimits ?? '') ?? [];
  return soft !== undefined && soft !== '0';
}

import { readFileSync, renameSync, statSync } from 'node:fs';

const TAIL_LINES = 20;
const LARGEST_LOG = 10 * 1024 * 1024;

/** The last lines of a log, to show where a cause is not known. */
export function logTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  } catch {
    return '';
  }
}

/** Puts a log that has grown large aside, in the place of the one before it. */
export function rotateLog(file: string): void {
  try {
    if (statSync(file).size > LARGEST_LOG) renameSync(file, `${file}.1`);
  } catch {
    // There is none yet.
  }
}

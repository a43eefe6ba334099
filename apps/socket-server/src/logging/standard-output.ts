import { pino } from 'pino';
import type { DestinationStream } from 'pino';

export interface LogOutput extends DestinationStream {
  /** Writes what is held back; an output without it holds nothing back. */
  flushSync?(): void;
}

const HELD_BYTES = 4_096;
const HELD_MS = 100;

/**
 * Standard output, to which a call to the system for every request's line would be a twelfth of what the request costs. Lines are held back until
 * they are 4 KB or a tenth of a second old, and are written when the process exits, also by an exception that nobody caught. What a
 * process loses that is killed outright is that much.
 */
export function standardOutput(): LogOutput {
  const output = pino.destination({ sync: true, minLength: HELD_BYTES, periodicFlush: HELD_MS });
  process.once('exit', () => output.flushSync());
  return output;
}

import { DatabaseSetupError } from '@fieldfare/db/database-setup-error';
import { StartError } from './start-error.ts';

const ADVICE: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space and start again. What was stored is intact.',
  EDQUOT: 'The disk quota is used up: free some space and start again. What was stored is intact.',
  EROFS: 'The data folder is on a read-only disk: set FIELDFARE_DATA_DIR to a folder that can be written.',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n) and start again.',
};

/** What to tell a person about an error: one line where we know what to do, else the error with its stack. */
export function explainError(error: unknown): string {
  if (error instanceof StartError || error instanceof DatabaseSetupError) return error.message;
  const { code, path } = error as { code?: string; path?: string };
  if (code === 'EACCES' || code === 'EPERM') {
    const place = path ?? 'a file of the data folder';
    return `${place} belongs to another user: start as the user who owns it, or set FIELDFARE_DATA_DIR to another folder.`;
  }
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `${path} is in the way of a folder: set FIELDFARE_DATA_DIR to another place.`;
  if (code && ADVICE[code]) return ADVICE[code];
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The advice for what a program printed before it failed, where its words name a cause that we know. */
export function adviceForOutput(output: string): string | null {
  if (/ENOSPC|No space left on device/i.test(output)) return ADVICE['ENOSPC'] ?? null;
  return null;
}

import { statfs } from 'node:fs/promises';
import { StartError } from '../shared/start-error.ts';

const MEGABYTE = 1024 * 1024;

/** What an empty database and its first write-ahead log take, and what running on takes. */
const FIRST_START_MB = 256;
const LATER_START_MB = 32;

/** What to do about a disk that has too little room; null when it has enough. */
export function diskProblem(folder: string, freeMb: number, isFirstStart: boolean): string | null {
  const neededMb = isFirstStart ? FIRST_START_MB : LATER_START_MB;
  if (freeMb >= neededMb) return null;
  const room = `${freeMb} MB left, ${neededMb} MB needed`;
  return `The disk of ${folder} is full (${room}): free some space, or set FIELDFARE_DATA_DIR to a folder elsewhere.`;
}

/** @throws {StartError} when the disk of an existing folder is too full to start */
export async function checkDisk(folder: string, isFirstStart: boolean): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const problem = diskProblem(folder, Math.floor((bavail * bsize) / MEGABYTE), isFirstStart);
  if (problem) throw new StartError(problem);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server wrote into its data folder. */
export interface PostmasterFile {
  readonly pid: number;
  /** Null while it is starting. */
  readonly port: number | null;
  readonly isReady: boolean;
}

const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

/** The content of `postmaster.pid`; a pid file without a usable pid reads like none. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n');
  const pid = Number(lines[PID_LINE]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  const port = Number(lines[PORT_LINE]);
  return {
    pid,
    port: Number.isSafeInteger(port) && port > 0 ? port : null,
    isReady: lines[STATUS_LINE]?.trim() === 'ready',
  };
}

export function postmasterFilePath(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(postmasterFilePath(cluster), 'utf8').catch(() => '');
  return parsePostmasterFile(text);
}

import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.ts';

export interface Holder {
  readonly pid: number;
  readonly identity: string;
}

export interface RunLock {
  /** Lets a start that comes meanwhile know that waiting is worth its while. */
  announceEnd(): void;
  release(): void;
}

export type LockOutcome =
  | { readonly isMine: true; readonly lock: RunLock }
  | { readonly isMine: false; readonly holder: Holder };

function readHolder(file: string): Holder | null {
  try {
    const { pid, identity } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof identity === 'string' ? { pid, identity } : null;
  } catch {
    return null;
  }
}

const isAlive = (holder: Holder | null): holder is Holder =>
  holder !== null && processIdentity(holder.pid) === holder.identity;

/** Who holds the lock of a data folder now; null when nobody does, also when the holder was killed. */
export function lockHolder(folder: string, name = 'start.lock'): Holder | null {
  const holder = readHolder(join(folder, name));
  return isAlive(holder) ? holder : null;
}

/**
 * Takes a lock that dies with its process: the file names its holder and when that one started, so what a killed process left behind is
 * recognized, also after its number went to another program.
 */
export function takeLock(folder: string, name = 'start.lock'): LockOutcome {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  const mine = `${file}.${process.pid}.${randomUUID()}`;
  const me: Holder = { pid: process.pid, identity: processIdentity(process.pid) ?? '' };
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its content, or not at all: nobody ever reads half a lock.
        linkSync(mine, file);
        return { isMine: true, lock: lockAt(file, me) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(file);
      if (isAlive(holder)) return { isMine: false, holder };
      discardStale(file);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function lockAt(file: string, me: Holder): RunLock {
  const ending = `${file}.ending`;
  rmSync(ending, { force: true });
  return {
    announceEnd: () => {
      try {
        writeFileSync(ending, JSON.stringify(me), { mode: 0o600 });
      } catch {
        // It is a courtesy. A full disk must not keep us from ending in order.
      }
    },
    release: () => {
      rmSync(file, { force: true });
      rmSync(ending, { force: true });
    },
  };
}

/** Whether the living holder of a lock has announced that it ends. */
export function isHolderEnding(folder: string, name = 'start.lock'): boolean {
  const holder = lockHolder(folder, name);
  return holder !== null && readHolder(join(folder, `${name}.ending`))?.identity === holder.identity;
}

/** Removes a dead holder's file. Another start may have replaced it meanwhile: then the living one is put back. */
function discardStale(file: string): void {
  const aside = `${file}.stale.${process.pid}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (isAlive(readHolder(aside))) {
    try {
      linkSync(aside, file);
    } catch {
      // A third start took the lock within this very moment. It goes on, and the one put aside fails on its ports.
    }
  }
  rmSync(aside, { force: true });
}

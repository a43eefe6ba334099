import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The secret bytes in a file, made with mode 0600 where there is none. Of two processes at once both read the one that was written. */
export async function readOrMakeSecret(path: string, bytes: number): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      const secret = randomBytes(bytes);
      await file.writeFile(secret);
      await file.sync();
      return secret;
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readWhole(path, bytes);
}

const TRIES = 50;
const PAUSE_MS = 20;

/** Waits for a process that has made the file and is about to write it. */
async function readWhole(path: string, bytes: number): Promise<Buffer> {
  for (let tried = 0; tried < TRIES; tried++) {
    const secret = await readFile(path);
    if (secret.length === bytes) return secret;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`${path} does not hold ${bytes} bytes: delete it where it is left over from a crash`);
}

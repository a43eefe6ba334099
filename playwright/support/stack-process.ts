import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

const STOP_WITHIN_MS = 15_000;
const ROOT = join(import.meta.dirname, '..', '..');

/**
 * The process that stands between the tests and the stack: when the tests let go of it, or are gone in whatever way, it stops the stack
 * and deletes its data folder. Exits with 1 where the stack had to be killed.
 */
function main(dataDir: string): void {
  const stack = spawn(process.execPath, [join(ROOT, 'scripts', 'run.ts'), 'start'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, FIELDFARE_DATA_DIR: dataDir },
  });
  let wasKilled = false;
  stack.once('exit', () => {
    void rm(dataDir, { recursive: true, force: true }).finally(() => process.exit(wasKilled ? 1 : 0));
  });
  process.once('disconnect', () => {
    stack.kill('SIGINT');
    setTimeout(() => {
      wasKilled = true;
      stack.kill('SIGKILL');
    }, STOP_WITHIN_MS);
  });
  // Ctrl-C reaches the whole group: the stack stops by itself, and the tests then let go.
  process.on('SIGINT', () => {});
}

main(process.argv[2] ?? '');

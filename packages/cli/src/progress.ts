import type { Context } from './context.ts';

const EVERY_MS = 2_000;

/** Says how far a command has come, at most every two seconds. */
export function createProgress({ say }: Pick<Context, 'say'>): (line: string) => void {
  let saidAt = performance.now();
  return (line) => {
    if (performance.now() - saidAt < EVERY_MS) return;
    saidAt = performance.now();
    say(line);
  };
}

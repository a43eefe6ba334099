export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

export interface Progress {
  /** Shows a step while it runs and how long it took. What the step answers, if anything, is shown beside it. */
  step<T>(title: string, run: () => Promise<T>, describe?: (result: T) => string): Promise<T>;
  /** A line about something that happened. */
  note(line: string): void;
}

const TITLE_WIDTH = 30;

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * Step-by-step display of the set-up. On a terminal the running step stands there unfinished and is then completed; in a file each step is
 * one line.
 */
export function createProgress(output: Output, now: () => number = () => performance.now()): Progress {
  let isLineOpen = false;
  const endLine = () => {
    if (isLineOpen) output.write('\n');
    isLineOpen = false;
  };
  return {
    async step(title, run, describe) {
      endLine();
      const startedAt = now();
      if (output.isTTY) {
        output.write(`  … ${title}`);
        isLineOpen = true;
      }
      const finish = (mark: string, words: string) => {
        const line =
          `  ${mark} ${title.padEnd(TITLE_WIDTH)} ${seconds(now() - startedAt).padStart(7)}  ${words}`.trimEnd();
        // A note may have ended the open line meanwhile.
        output.write(`${isLineOpen ? '\r' : ''}${line}\n`);
        isLineOpen = false;
      };
      try {
        const result = await run();
        finish('✓', describe?.(result) ?? '');
        return result;
      } catch (error) {
        finish('✗', '');
        throw error;
      }
    },
    note(line) {
      endLine();
      output.write(`  ${line}\n`);
    },
  };
}

type Disposer = () => Promise<unknown> | void;

/** What has to be undone at the end of a benchmark, however it ends. The last thing made goes first. */
export class CleanUp {
  readonly #disposers: Disposer[] = [];

  add(disposer: Disposer): void {
    this.#disposers.push(disposer);
  }

  /** Undoes everything that was added; what fails does not keep the rest from being undone. */
  async run(): Promise<void> {
    for (let disposer = this.#disposers.pop(); disposer; disposer = this.#disposers.pop()) {
      await Promise.resolve(disposer()).catch((error: unknown) => console.error('Not cleaned up:', error));
    }
  }
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Cleans up when the benchmark is told to stop, too; a second Ctrl-C changes nothing. Returns its own end. */
export function cleanUpOnSignals(cleanUp: CleanUp): () => void {
  let isEnding = false;
  const listeners = Object.entries(EXIT_CODES).map(([signal, code]) => {
    const listener = () => {
      if (isEnding) return;
      isEnding = true;
      console.error('\nStopping: ending processes and deleting temporary data.');
      void cleanUp.run().finally(() => process.exit(code));
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => listeners.forEach((forget) => forget());
}

/** Something that runs again and again until it is stopped. */
export interface Repeating {
  /** Resolves once the run that is under way, if there is one, has ended. */
  stop(): Promise<void>;
}

export interface RepeatOptions {
  everyMs: number;
  /** The pause after a run that failed; `everyMs` unless told. */
  afterErrorMs?: number;
  run: () => Promise<unknown>;
  /** Told of a run that failed. */
  onError: (error: unknown) => void;
}

/** Runs, waits, runs again: never two at once, however long one takes. */
export function repeat({ everyMs, afterErrorMs = everyMs, run, onError }: RepeatOptions): Repeating {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const hasSucceeded = await run().then(
        () => true,
        (error: unknown) => {
          onError(error);
          return false;
        },
      );
      await pause(hasSucceeded ? everyMs : afterErrorMs, stopping.signal);
    }
  };
  const ended = loop();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

/** Leaves nothing behind at the signal, which lives as long as the process and hears of every pause. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => resolve();
  const timer = setTimeout(end, ms);
  timer.unref();
  signal.addEventListener('abort', end, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
}

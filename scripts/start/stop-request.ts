const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// One press of Ctrl-C can arrive twice: from the terminal, and handed on by npm.
const SAME_PRESS_MS = 1000;

export interface StopRequest {
  /** Aborted once somebody asked to stop. */
  readonly signal: AbortSignal;
  /** Settles when somebody asks to stop. */
  readonly requested: Promise<void>;
}

/**
 * Listens for what asks us to stop: Ctrl-C, a closed terminal, or the end of the process that started us.
 *
 * @param onImpatience called when it is asked for again
 */
export function listenForStop(onImpatience: () => void): StopRequest {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAt: number | null = null;
  const ask = () => {
    if (askedAt === null) {
      askedAt = Date.now();
      controller.abort();
      resolve();
    } else if (Date.now() - askedAt > SAME_PRESS_MS) {
      onImpatience();
    }
  };
  for (const name of SIGNALS) process.on(name, ask);
  // The bootstrap holds a channel open to us, so that we do not outlive it when it is killed.
  process.once('disconnect', ask);
  return { signal: controller.signal, requested: promise };
}

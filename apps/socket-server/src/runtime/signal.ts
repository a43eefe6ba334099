/** A nudge that is never lost: what is raised while nobody waits is seen by the next who does. */
export interface Signal {
  raise(): void;
  /** Resolves at the next nudge, or after `timeoutMs`. One waiter at a time. */
  wait(timeoutMs: number): Promise<void>;
}

export function createSignal(): Signal {
  let isRaised = false;
  let wake: (() => void) | null = null;
  return {
    raise: () => {
      isRaised = true;
      wake?.();
    },
    wait: async (timeoutMs) => {
      if (!isRaised) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          timer.unref();
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = null;
      isRaised = false;
    },
  };
}

import { createSignal } from '../runtime/signal.ts';

/** The rooms into which this process has put something, until somebody takes them to tell. */
export interface PlacedPushes {
  note(room: string): void;
  /** What was noted since the last time; waits for something at most as long as this. */
  take(timeoutMs: number): Promise<string[]>;
  /** Ends a wait. */
  wake(): void;
}

export function createPlacedPushes(): PlacedPushes {
  const signal = createSignal();
  const rooms = new Set<string>();
  return {
    note: (room) => {
      rooms.add(room);
      signal.raise();
    },
    take: async (timeoutMs) => {
      await signal.wait(timeoutMs);
      const taken = [...rooms];
      rooms.clear();
      return taken;
    },
    wake: () => signal.raise(),
  };
}

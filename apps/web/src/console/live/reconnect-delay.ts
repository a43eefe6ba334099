import { RECONNECT_DELAYS_MS } from '@fieldfare/protocol';

const JITTER = 0.2;

/** How long to wait before the attempt of that number (0 is the first): 1, 2, 4, 8, 16, then 30 seconds, and up to a fifth more. `random` is in [0, 1). */
export function reconnectDelayMs(attempt: number, random: number): number {
  const step = RECONNECT_DELAYS_MS[Math.min(attempt, RECONNECT_DELAYS_MS.length - 1)] ?? 30_000;
  return Math.round(step * (1 + JITTER * random));
}

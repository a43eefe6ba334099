import { RECONNECT_DELAYS_MS } from '@fieldfare/protocol/constants';

/** The wait before the next try: 1, 2, 4, 8, 16, then 30 seconds, and up to a fifth more so that not everybody comes back at once. */
export function reconnectDelayMs(attempt: number, random: number): number {
  const delay = RECONNECT_DELAYS_MS[Math.min(attempt, RECONNECT_DELAYS_MS.length - 1)] ?? 30_000;
  return Math.round(delay * (1 + 0.2 * random));
}

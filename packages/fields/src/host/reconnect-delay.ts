import { RECONNECT_DELAYS_MS } from '@fieldfare/protocol/constants';

/** How long to wait before attempt number `attempt` (from 0), with up to a fifth of jitter, so that a server that restarts is not stormed. */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  const delay = RECONNECT_DELAYS_MS[Math.min(attempt, RECONNECT_DELAYS_MS.length - 1)] ?? 0;
  return Math.round(delay * (1 + 0.2 * random()));
}

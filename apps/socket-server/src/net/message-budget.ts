import type { Clock } from '@fieldfare/payments';

/** How many messages a connection may still send. Refills evenly, so that a burst at a minute's turn gains nothing. */
export interface MessageBudget {
  /** Takes one; false where none is left. */
  take(): boolean;
}

export function createMessageBudget(messagesPerMinute: number, clock: Clock): MessageBudget {
  const perMs = messagesPerMinute / 60_000;
  let left = messagesPerMinute;
  let countedAt = clock.now().getTime();
  return {
    take: () => {
      const now = clock.now().getTime();
      left = Math.min(messagesPerMinute, left + Math.max(0, now - countedAt) * perMs);
      countedAt = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}

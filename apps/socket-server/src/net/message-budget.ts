/** How many messages a connection may still send. Refills evenly, so that a burst at a minute's turn gains nothing. */
export interface MessageBudget {
  /** Takes one at this time (ms of the clock); false where none is left. */
  take(now: number): boolean;
}

export function createMessageBudget(messagesPerMinute: number, countedFrom: number): MessageBudget {
  const perMs = messagesPerMinute / 60_000;
  let left = messagesPerMinute;
  let countedAt = countedFrom;
  return {
    take: (now) => {
      left = Math.min(messagesPerMinute, left + Math.max(0, now - countedAt) * perMs);
      countedAt = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}

/** How many messages may still come. Refills evenly, so that a burst at a minute's turn gains nothing. Times are ms of the clock. */
export interface MessageBudget {
  /** Takes one; false where none is left. */
  take(now: number): boolean;
  /**
   * Takes out what others took of the same budget since this was last called, and at the most `withinMs` ago. What it would have refilled
   * meanwhile, had it not been full, pays first. It may leave a debt: that is refilled before anything is taken again.
   */
  payFor(messages: number, withinMs: number, now: number): void;
  /** Takes out what was sent too much. It may leave a debt, too. */
  owe(messages: number, now: number): void;
  /** How many are left; less than none where it owes. One with all that a minute brings is like a new one. */
  left(now: number): number;
}

export function createMessageBudget(messagesPerMinute: number, countedFrom: number): MessageBudget {
  const perMs = messagesPerMinute / 60_000;
  let left = messagesPerMinute;
  let countedAt = countedFrom;
  // Nobody knows for how long a new one has been full.
  let overflowed = Number.POSITIVE_INFINITY;
  const refill = (now: number) => {
    const refilled = left + Math.max(0, now - countedAt) * perMs;
    left = Math.min(messagesPerMinute, refilled);
    overflowed += refilled - left;
    countedAt = now;
  };
  return {
    take: (now) => {
      refill(now);
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    payFor: (messages, withinMs, now) => {
      refill(now);
      left -= Math.max(0, messages - Math.min(overflowed, withinMs * perMs));
      overflowed = 0;
    },
    owe: (messages, now) => {
      refill(now);
      left -= messages;
    },
    left: (now) => {
      refill(now);
      return left;
    },
  };
}

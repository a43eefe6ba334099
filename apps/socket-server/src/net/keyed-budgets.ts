import type { Clock } from '@fieldfare/payments';
import { inSlices } from '../runtime/in-slices.ts';
import { createMessageBudget } from './message-budget.ts';
import type { MessageBudget } from './message-budget.ts';

/** One budget for each key, shared by all who have that key. */
export interface KeyedBudgets {
  of(key: string): MessageBudget;
  /** Forgets the keys that nobody has used for so long that their budgets are whole again: forgetting those changes nothing. */
  forgetIdle(): Promise<void>;
  size(): number;
}

interface Kept {
  budget: MessageBudget;
  usedAt: number;
}

/** A budget refills within a minute, whatever its size. */
const WHOLE_AFTER_MS = 60_000;

export function createKeyedBudgets(messagesPerMinute: number, clock: Clock): KeyedBudgets {
  const kept = new Map<string, Kept>();
  return {
    of: (key) => ({
      take: (now) => {
        let known = kept.get(key);
        if (!known) kept.set(key, (known = { budget: createMessageBudget(messagesPerMinute, now), usedAt: now }));
        known.usedAt = now;
        return known.budget.take(now);
      },
    }),
    forgetIdle: () => {
      const idleSince = clock.now().getTime() - WHOLE_AFTER_MS;
      return inSlices(kept, ([key, { usedAt }]) => {
        if (usedAt <= idleSince) kept.delete(key);
      });
    },
    size: () => kept.size,
  };
}

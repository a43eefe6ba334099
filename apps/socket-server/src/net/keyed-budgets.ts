import type { SharedTally } from '@fieldfare/access';
import type { Clock } from '@fieldfare/payments';
import { inSlices, SLICE } from '../runtime/in-slices.ts';
import { createMessageBudget } from './message-budget.ts';
import type { MessageBudget } from './message-budget.ts';
import { othersUse } from './others-use.ts';
import type { KnownTally } from './others-use.ts';

/** One budget for each key, shared by all who have that key: in this process, and with a tally in all that keep it together. */
export interface KeyedBudgets {
  of(key: string): Pick<MessageBudget, 'take' | 'owe' | 'left'>;
  /** Tells the tally what was used here since the last time, and takes out of the budgets what others have used. */
  share(): Promise<void>;
  /** Forgets the keys whose budgets are whole again: forgetting those changes nothing. */
  forgetWhole(): Promise<void>;
  size(): number;
}

interface Kept {
  budget: MessageBudget;
  /** Used here and not told to the tally yet. */
  untold: number;
  known: KnownTally | null;
}

export function createKeyedBudgets(
  messagesPerMinute: number,
  clock: Clock,
  tally: SharedTally | null = null,
): KeyedBudgets {
  const kept = new Map<string, Kept>();
  const toTell = new Set<string>();
  const keptOf = (key: string, now: number): Kept => {
    let known = kept.get(key);
    if (!known)
      kept.set(key, (known = { budget: createMessageBudget(messagesPerMinute, now), untold: 0, known: null }));
    return known;
  };
  const tell = async (key: string, shared: SharedTally) => {
    const use = keptOf(key, clock.now().getTime());
    const own = use.untold;
    // Told or not, it is not told again: a tally that was gone would take it for what is used now.
    use.untold = 0;
    const answer = await shared.add(key, own).catch(() => null);
    const now = clock.now().getTime();
    if (answer) {
      const others = othersUse(use.known, own, answer, now);
      use.known = { points: answer.points, endsAt: now + answer.resetMs };
      use.budget.payFor(others.messages, others.withinMs, now);
    }
    // It may soon be used up, or is: what others use counts from now on, also while nothing more is used here.
    if (use.budget.left(now) < messagesPerMinute / 2) toTell.add(key);
  };
  const note = (key: string, use: Kept, messages: number) => {
    if (!tally) return;
    if (use.untold === 0) toTell.add(key);
    use.untold += messages;
  };
  return {
    of: (key) => {
      // Whoever comes from another server is asked for before the first message, where there is time.
      if (tally) toTell.add(key);
      return {
        take: (now) => {
          const use = keptOf(key, now);
          if (!use.budget.take(now)) return false;
          note(key, use, 1);
          return true;
        },
        owe: (messages, now) => {
          const use = keptOf(key, now);
          use.budget.owe(messages, now);
          note(key, use, messages);
        },
        left: (now) => keptOf(key, now).budget.left(now),
      };
    },
    share: async () => {
      if (!tally) return;
      const keys = [...toTell];
      toTell.clear();
      // The commands of one turn of the event loop go out in one write.
      for (let from = 0; from < keys.length; from += SLICE) {
        await Promise.all(keys.slice(from, from + SLICE).map((key) => tell(key, tally)));
      }
    },
    forgetWhole: () => {
      const now = clock.now().getTime();
      return inSlices(kept, ([key, { budget, untold }]) => {
        if (untold === 0 && budget.left(now) >= messagesPerMinute) kept.delete(key);
      });
    },
    size: () => kept.size,
  };
}

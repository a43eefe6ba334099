import type { Processor } from '../ports/processor.ts';
import type { Fate } from './fake-bank.ts';

export const LOST = { type: 'unknown', reason: 'No answer.' } as const;

export interface FakeKeeping extends Pick<Processor, 'tokenize' | 'detach'> {
  /** Kept cards: their numbers by their references. */
  readonly kept: Map<string, string>;
}

/** The fake bank's side of kept cards. */
export function createFakeKeeping(calls: string[], nextFate: () => Fate): FakeKeeping {
  const kept = new Map<string, string>();
  return {
    kept,
    tokenize: async ({ keepingId, card }) => {
      calls.push(`tokenize ${keepingId}`);
      const fate = nextFate();
      if (fate === 'lost_before') return LOST;
      const reference = `kept_${keepingId}`;
      kept.set(reference, card.number);
      return fate === 'lost_after' ? LOST : { type: 'kept', reference };
    },
    detach: async ({ keepingId }) => {
      calls.push(`detach ${keepingId}`);
      const fate = nextFate();
      if (fate === 'lost_before') return LOST;
      kept.delete(`kept_${keepingId}`);
      return fate === 'lost_after' ? LOST : { type: 'detached' };
    },
  };
}

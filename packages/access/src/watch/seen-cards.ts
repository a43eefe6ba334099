import type { SeenCard } from './ports.ts';

interface Entry {
  at: number;
  isShared: boolean;
}

/** The cards of many subjects that this process has seen, within bounds: the subjects used last, and the cards seen last of each. */
export interface SeenCards {
  add(subject: string, card: Buffer, now: number): void;
  /** Different cards of the subject since then. */
  count(subject: string, since: number): number;
  /** Those that no other server knows of yet, which are taken as told from now on. */
  takeUnshared(subject: string): SeenCard[];
  /** Subjects that are remembered at all. */
  size(): number;
}

const MAX_CARDS = 200;

export function createSeenCards(maxSubjects = 20_000): SeenCards {
  const subjects = new Map<string, Map<string, Entry>>();

  return {
    add: (subject, card, now) => {
      const cards = subjects.get(subject) ?? new Map<string, Entry>();
      const name = card.toString('base64');
      const known = cards.get(name);
      // Inserted anew, so that the maps' order is the order of last use.
      cards.delete(name);
      cards.set(name, { at: now, isShared: known?.isShared ?? false });
      dropOldest(cards, MAX_CARDS);
      subjects.delete(subject);
      subjects.set(subject, cards);
      dropOldest(subjects, maxSubjects);
    },
    count: (subject, since) =>
      [...(subjects.get(subject)?.values() ?? [])].reduce((sum, { at }) => (at >= since ? sum + 1 : sum), 0),
    takeUnshared: (subject) => {
      const unshared: SeenCard[] = [];
      for (const [name, entry] of subjects.get(subject) ?? []) {
        if (entry.isShared) continue;
        entry.isShared = true;
        unshared.push({ card: Buffer.from(name, 'base64'), at: new Date(entry.at) });
      }
      return unshared;
    },
    size: () => subjects.size,
  };
}

function dropOldest(map: Map<string, unknown>, max: number): void {
  if (map.size <= max) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}

/**
 * Waits in line by who asks: one from each lane in turn, so that who sends many delays mostly themselves. Where no place is left, the lane with
 * the most gives one up for a lane with less.
 */
export class FairQueue<T> {
  readonly #lanes = new Map<string, T[]>();
  readonly #maxWaiting: number;
  #size = 0;

  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** Answers what has no place: null, the newest of the longest lane, or the item itself. */
  push(lane: string, item: T): T | null {
    const own = this.#lanes.get(lane) ?? [];
    const evicted = this.#size < this.#maxWaiting ? null : this.#giveUp(own.length);
    if (this.#size >= this.#maxWaiting) return item;
    own.push(item);
    this.#lanes.set(lane, own);
    this.#size += 1;
    return evicted;
  }

  shift(): T | undefined {
    const next = this.#lanes.entries().next();
    if (next.done) return undefined;
    const [lane, items] = next.value;
    const item = items.shift();
    this.#size -= 1;
    this.#lanes.delete(lane);
    // Behind the others, in the order in which a Map keeps its keys.
    if (items.length > 0) this.#lanes.set(lane, items);
    return item;
  }

  /** Everything that waits, which waits no more. */
  drain(): T[] {
    const all = [...this.#lanes.values()].flat();
    this.#lanes.clear();
    this.#size = 0;
    return all;
  }

  /** Takes one from the longest lane, where that leaves it no shorter than the other becomes. */
  #giveUp(ownLength: number): T | null {
    const longest = [...this.#lanes.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
    if (longest.length <= ownLength + 1) return null;
    this.#size -= 1;
    return longest.pop() ?? null;
  }
}

/** Upper bounds of the buckets, in seconds, ascending. */
export type Bounds = readonly number[];

/** How often one client event was answered, how, and how quickly. Every message is noted, so noting is a few additions and allocates nothing. */
export class EventTally {
  readonly outcomes = new Map<string, number>();
  /** How many took up to each bound and longer than the one before; the last counts those beyond all bounds. */
  readonly buckets: number[];
  sumSeconds = 0;
  readonly #bounds: Bounds;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.buckets = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  note(outcome: string, seconds: number): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    this.sumSeconds += seconds;
    let bucket = 0;
    while (bucket < this.#bounds.length && seconds > (this.#bounds[bucket] ?? 0)) bucket += 1;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
  }
}

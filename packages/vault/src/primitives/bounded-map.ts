/** A map that keeps the entries used last, at most `maxEntries`, and tells `onEvict` what it lets go. */
export class BoundedMap<V> {
  readonly #entries = new Map<string, V>();
  readonly #maxEntries: number;
  readonly #onEvict: (value: V) => void;

  constructor(maxEntries: number, onEvict: (value: V) => void = () => {}) {
    this.#maxEntries = maxEntries;
    this.#onEvict = onEvict;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#maxEntries) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.delete(oldest.value);
  }

  delete(key: string): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#entries.delete(key);
    this.#onEvict(value);
  }

  deleteWhere(isGone: (value: V) => boolean): void {
    for (const [key, value] of this.#entries) if (isGone(value)) this.delete(key);
  }

  clear(): void {
    for (const key of this.#entries.keys()) this.delete(key);
  }
}

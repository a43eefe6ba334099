import type { KeyRingStore, StoredKey } from '../ports.ts';

/** The key ring's rows in memory, with the guarantees that the database gives. */
export class MemoryKeyRingStore implements KeyRingStore {
  readonly rows = new Map<string, StoredKey>();

  async listKeys(): Promise<StoredKey[]> {
    return [...this.rows.values()].map((row) => structuredCloneKey(row));
  }

  async insertKeyIfNoneActive(key: StoredKey): Promise<boolean> {
    for (const row of this.rows.values()) {
      if (row.purpose === key.purpose && row.retiredAt === null) return false;
    }
    this.rows.set(key.kid, structuredCloneKey(key));
    return true;
  }

  async retireKey(kid: string, at: Date): Promise<boolean> {
    const row = this.rows.get(kid);
    if (!row || row.retiredAt !== null) return false;
    row.retiredAt = at;
    return true;
  }

  async destroyKey(kid: string, at: Date): Promise<boolean> {
    const row = this.rows.get(kid);
    if (!row || row.destroyedAt !== null) return false;
    Object.assign(row, { destroyedAt: at, retiredAt: row.retiredAt ?? at, wrappedPrivate: null });
    return true;
  }
}

function structuredCloneKey(key: StoredKey): StoredKey {
  return Object.assign({}, key, { wrappedPrivate: key.wrappedPrivate && Buffer.from(key.wrappedPrivate) });
}

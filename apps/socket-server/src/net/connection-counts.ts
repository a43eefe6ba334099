/** `account`: the console's, by whose they are; the others by address. */
export type ConnectionKind = 'pending' | 'console' | 'account' | 'fields';

/** A counted place. Giving it back twice counts once. */
export interface Place {
  release(): void;
}

/** Counts open connections by kind and address or account, and refuses the one that is too many. */
export interface ConnectionCounts {
  /** Takes a place; null where this address or account has all it may have of this kind. */
  take(kind: ConnectionKind, holder: string): Place | null;
  count(kind: ConnectionKind, holder: string): number;
  /** Addresses and accounts that are remembered at all. */
  size(): number;
}

export function createConnectionCounts(limits: Readonly<Record<ConnectionKind, number>>): ConnectionCounts {
  const counts: Record<ConnectionKind, Map<string, number>> = {
    pending: new Map(),
    console: new Map(),
    account: new Map(),
    fields: new Map(),
  };
  const give = (kind: ConnectionKind, holder: string) => {
    const left = (counts[kind].get(holder) ?? 0) - 1;
    if (left > 0) counts[kind].set(holder, left);
    else counts[kind].delete(holder);
  };
  return {
    take: (kind, holder) => {
      const taken = counts[kind].get(holder) ?? 0;
      if (taken >= limits[kind]) return null;
      counts[kind].set(holder, taken + 1);
      let isHeld = true;
      return {
        release: () => {
          if (isHeld) give(kind, holder);
          isHeld = false;
        },
      };
    },
    count: (kind, holder) => counts[kind].get(holder) ?? 0,
    size: () => Object.values(counts).reduce((sum, { size }) => sum + size, 0),
  };
}

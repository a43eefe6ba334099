export type ConnectionKind = 'pending' | 'console' | 'fields';

/** A counted place. Giving it back twice counts once. */
export interface Place {
  release(): void;
}

/** Counts open connections by address and kind, and refuses the one that is too many. */
export interface ConnectionCounts {
  /** Takes a place; null where the address has all it may have of this kind. */
  take(kind: ConnectionKind, ip: string): Place | null;
  count(kind: ConnectionKind, ip: string): number;
  /** Addresses that are remembered at all. */
  size(): number;
}

export function createConnectionCounts(limits: Readonly<Record<ConnectionKind, number>>): ConnectionCounts {
  const counts: Record<ConnectionKind, Map<string, number>> = {
    pending: new Map(),
    console: new Map(),
    fields: new Map(),
  };
  const give = (kind: ConnectionKind, ip: string) => {
    const left = (counts[kind].get(ip) ?? 0) - 1;
    if (left > 0) counts[kind].set(ip, left);
    else counts[kind].delete(ip);
  };
  return {
    take: (kind, ip) => {
      const taken = counts[kind].get(ip) ?? 0;
      if (taken >= limits[kind]) return null;
      counts[kind].set(ip, taken + 1);
      let isHeld = true;
      return {
        release: () => {
          if (isHeld) give(kind, ip);
          isHeld = false;
        },
      };
    },
    count: (kind, ip) => counts[kind].get(ip) ?? 0,
    size: () => counts.pending.size + counts.console.size + counts.fields.size,
  };
}

/** The challenge tokens that this process signed last: one that comes back as it went is known to be ours without its signature being checked. */
export interface SignedHere {
  note(token: string): void;
  has(token: string): boolean;
}

/** The oldest are forgotten first; whoever brings one of those has its signature checked like everybody else's. */
export function createSignedHere(maxTokens = 4_000): SignedHere {
  const tokens = new Set<string>();
  return {
    note: (token) => {
      tokens.add(token);
      if (tokens.size <= maxTokens) return;
      const oldest = tokens.values().next();
      if (!oldest.done) tokens.delete(oldest.value);
    },
    has: (token) => tokens.has(token),
  };
}

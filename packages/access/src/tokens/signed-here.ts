import type { TokenKind } from '@fieldfare/protocol';

/**
 * The PT and challenge tokens that this process signed last. They come back within moments, and nearly always to the process that they are
 * from: one that comes as it went is known to be ours without its signature being checked. Tokens of other kinds are not remembered.
 */
export interface SignedHere {
  note(kind: TokenKind, token: string): void;
  has(kind: TokenKind, token: string): boolean;
}

/** Of each kind the oldest are forgotten first; whoever brings one of those has its signature checked like everybody else's. */
export function createSignedHere(maxTokens = 4_000): SignedHere {
  const remembered: Partial<Record<TokenKind, Set<string>>> = { pt: new Set(), challenge: new Set() };
  return {
    note: (kind, token) => {
      const tokens = remembered[kind];
      if (!tokens) return;
      tokens.add(token);
      if (tokens.size <= maxTokens) return;
      const oldest = tokens.values().next();
      if (!oldest.done) tokens.delete(oldest.value);
    },
    has: (kind, token) => remembered[kind]?.has(token) ?? false,
  };
}

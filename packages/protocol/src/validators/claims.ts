import type { TokenKind } from '../token-kinds.ts';
import type { TokenClaims } from '../tokens.ts';
import { validators } from './generated/claims.js';
import type { Is } from './is.ts';

/** The validator of the claims of that kind of token. */
export function isClaimsOf<K extends TokenKind>(kind: K): Is<TokenClaims[K]> {
  return validators[kind] as Is<TokenClaims[K]>;
}

import type { TokenClaims, TokenKind } from '@fieldfare/protocol';

type Registered = 'iss' | 'aud' | 'iat' | 'exp' | 'jti';

/** What the caller says of a token; the registered claims are the issuer's. */
export type OwnClaims<K extends TokenKind> = Omit<TokenClaims[K], Registered>;

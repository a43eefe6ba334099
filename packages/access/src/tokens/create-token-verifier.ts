import { TOKEN_KINDS } from '@fieldfare/protocol';
import type { TokenClaims, TokenKind } from '@fieldfare/protocol';
import { isClaimsOf } from '@fieldfare/protocol/validators/claims';
import type { Clock, TokenKeys } from '../ports.ts';
import { hasValidSignature } from './has-valid-signature.ts';
import { parseJson, readToken } from './read-token.ts';
import type { SignedHere } from './signed-here.ts';
import { tokenError } from './token-error.ts';

/** How far the clocks of two payment servers may differ. Browsers' clocks are never asked. */
const CLOCK_SKEW_SECONDS = 5;

const MAX_CHARS: Record<TokenKind, number> = {
  pt: 4096,
  host: 4096,
  sibling: 4096,
  challenge: 4096,
  second_factor: 4096,
  console: 8192,
};

export interface TokenVerifierDeps {
  keys: TokenKeys;
  /** The payment server's origin: the only issuer that is believed. */
  issuer: string;
  clock: Clock;
  /** What this process has signed itself; every signature is checked where it is left out. */
  signedHere?: Pick<SignedHere, 'has'>;
}

export interface TokenVerifier {
  /**
   * The claims of a token of exactly this kind: signed by a living key of ours, by us, for its own audience, within its time.
   * Throws `authentication_error` with a TokenFailure as its detail. Single use is not decided here.
   */
  verify<K extends TokenKind>(kind: K, token: string): Promise<TokenClaims[K]>;
}

export function createTokenVerifier({ keys, issuer, clock, signedHere }: TokenVerifierDeps): TokenVerifier {
  return {
    verify: async (kind, token) => {
      const read = readToken(token, MAX_CHARS[kind]);
      if (read.header.typ !== TOKEN_KINDS[kind].typ) throw tokenError('token_wrong_kind');
      const key = keys.tokenKey(read.header.kid);
      if (!key) throw tokenError('token_unknown_key');
      const isSigned = signedHere?.has(kind, token) || (await hasValidSignature(read, key));
      if (!isSigned) throw tokenError('token_bad_signature');
      const claims = parseJson(read.payload);
      if (!isClaimsOf(kind)(claims)) throw tokenError('token_claims_invalid');
      if (claims.iss !== issuer) throw tokenError('token_wrong_issuer');
      if (claims.aud !== TOKEN_KINDS[kind].aud) throw tokenError('token_wrong_audience');
      checkTime(claims, clock.now());
      return claims;
    },
  };
}

function checkTime({ iat, exp }: { iat: number; exp: number }, now: Date): void {
  const nowSeconds = now.getTime() / 1000;
  if (iat > nowSeconds + CLOCK_SKEW_SECONDS) throw tokenError('token_not_yet_valid');
  if (exp <= nowSeconds - CLOCK_SKEW_SECONDS) throw tokenError('token_expired');
}

import type { TokenFailure, TokenIssuer, TokenVerifier } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';

/** Issues and verifies the server's own tokens, each kind apart from every other. */
export type Tokens = TokenIssuer & TokenVerifier;

/** What a merchant's developer can mend, and an attacker learns nothing from: where the token went wrong before its signature mattered, and time. */
const TOLD: readonly string[] = [
  'token_malformed',
  'token_wrong_kind',
  'token_wrong_audience',
  'token_unknown_key',
  'token_expired',
] satisfies TokenFailure[];

/**
 * Joins issuer and verifier. A token of the fields that is no good is told why, as far as that can be mended; everything else about a
 * token, and everything about a console's, stays in the message and the cause: its clients only ever sign in again.
 */
export function createTokens(issuer: TokenIssuer, verifier: TokenVerifier): Tokens {
  return {
    ...issuer,
    verify: async (kind, token) => {
      try {
        return await verifier.verify(kind, token);
      } catch (error) {
        const isPlain = !(error instanceof FieldfareError) || error.code !== 'authentication_error';
        if (isPlain || error.detail === 'token_expired') throw error;
        if (kind !== 'console' && TOLD.includes(error.detail)) throw error;
        const { message } = error;
        throw new FieldfareError('authentication_error', { detail: 'invalid_token', message, cause: error });
      }
    },
  };
}

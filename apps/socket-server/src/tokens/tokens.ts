import type { TokenIssuer, TokenVerifier } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';

/** Issues and verifies the server's own tokens, each kind apart from every other. */
export type Tokens = TokenIssuer & TokenVerifier;

/**
 * Joins issuer and verifier. What exactly is wrong with a token stays in the message and the cause: clients tell apart only
 * `token_expired`, which a fresh token mends, and `invalid_token`.
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
        const { message } = error;
        throw new FieldfareError('authentication_error', { detail: 'invalid_token', message, cause: error });
      }
    },
  };
}

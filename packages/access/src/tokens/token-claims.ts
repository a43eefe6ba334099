import {
  ChallengeClaims,
  ConsoleClaims,
  HostClaims,
  PtClaims,
  SecondFactorClaims,
  SiblingClaims,
} from '@fieldfare/protocol';
import type { TokenKind } from '@fieldfare/protocol';
import type * as z from 'zod';

export interface TokenClaims {
  pt: PtClaims;
  host: HostClaims;
  sibling: SiblingClaims;
  challenge: ChallengeClaims;
  second_factor: SecondFactorClaims;
  console: ConsoleClaims;
}

export const TOKEN_CLAIMS: { [K in TokenKind]: z.ZodType<TokenClaims[K]> } = {
  pt: PtClaims,
  host: HostClaims,
  sibling: SiblingClaims,
  challenge: ChallengeClaims,
  second_factor: SecondFactorClaims,
  console: ConsoleClaims,
};

type Registered = 'iss' | 'aud' | 'iat' | 'exp' | 'jti';

/** What the caller says of a token; the registered claims are the issuer's. */
export type OwnClaims<K extends TokenKind> = Omit<TokenClaims[K], Registered>;

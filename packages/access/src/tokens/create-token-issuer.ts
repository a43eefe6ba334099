import { randomBytes } from 'node:crypto';
import { newId, TOKEN_KINDS, TOKEN_LIFETIME_SECONDS } from '@fieldfare/protocol';
import type { TokenClaims, IdKind, TokenKind } from '@fieldfare/protocol';
import type { Clock, TokenSigner } from '../ports.ts';
import type { SignedHere } from './signed-here.ts';
import type { OwnClaims } from './own-claims.ts';

const JTI_BYTES = 16;

/** Tokens whose `jti` is the id of something that is kept. */
const ID_KINDS: Partial<Record<TokenKind, IdKind>> = { challenge: 'challenge', second_factor: 'signInChallenge' };

export interface TokenIssuerDeps {
  signer: TokenSigner;
  /** The payment server's origin. */
  issuer: string;
  clock: Clock;
  /** Told of each token. */
  signedHere?: Pick<SignedHere, 'note'>;
}

export interface IssuedToken<K extends TokenKind> {
  token: string;
  claims: TokenClaims[K];
}

/** Each method answers a signed token of its kind. `notAfter` cuts its life short, so that it never outlives its session. */
export interface TokenIssuer {
  issuePt(claims: OwnClaims<'pt'>, notAfter?: Date): Promise<IssuedToken<'pt'>>;
  /** A host token lives as long as its session. */
  issueHost(claims: OwnClaims<'host'>, notAfter: Date): Promise<IssuedToken<'host'>>;
  issueSibling(claims: OwnClaims<'sibling'>, notAfter?: Date): Promise<IssuedToken<'sibling'>>;
  /** Its `jti` is a challenge id, which the card names and the payment's intent spends. */
  issueChallenge(claims: OwnClaims<'challenge'>, notAfter?: Date): Promise<IssuedToken<'challenge'>>;
  /** Its `jti` is the id of what the database keeps of the sign-in. */
  issueSecondFactor(claims: OwnClaims<'second_factor'>): Promise<IssuedToken<'second_factor'>>;
  issueConsole(claims: OwnClaims<'console'>, notAfter?: Date): Promise<IssuedToken<'console'>>;
}

export function createTokenIssuer({ signer, issuer, clock, signedHere }: TokenIssuerDeps): TokenIssuer {
  function registered(kind: TokenKind, lifetimeSeconds: number, notAfter?: Date) {
    const now = clock.now();
    const iat = Math.floor(now.getTime() / 1000);
    const end = notAfter === undefined ? Number.POSITIVE_INFINITY : Math.floor(notAfter.getTime() / 1000);
    const idKind = ID_KINDS[kind];
    const jti = idKind ? newId(idKind, now) : randomBytes(JTI_BYTES).toString('base64url');
    return { iss: issuer, aud: TOKEN_KINDS[kind].aud, iat, exp: Math.min(iat + lifetimeSeconds, end), jti };
  }

  async function sign<K extends TokenKind>(kind: K, claims: TokenClaims[K]): Promise<IssuedToken<K>> {
    const token = await signer.signToken(TOKEN_KINDS[kind].typ, { ...claims });
    signedHere?.note(kind, token);
    return { token, claims };
  }

  return {
    issuePt: (claims, notAfter) => sign('pt', { ...registered('pt', TOKEN_LIFETIME_SECONDS.pt, notAfter), ...claims }),
    issueHost: (claims, notAfter) =>
      sign('host', { ...registered('host', Number.POSITIVE_INFINITY, notAfter), ...claims }),
    issueSibling: (claims, notAfter) =>
      sign('sibling', { ...registered('sibling', TOKEN_LIFETIME_SECONDS.sibling, notAfter), ...claims }),
    issueChallenge: (claims, notAfter) =>
      sign('challenge', { ...registered('challenge', TOKEN_LIFETIME_SECONDS.challenge, notAfter), ...claims }),
    issueSecondFactor: (claims) =>
      sign('second_factor', { ...registered('second_factor', TOKEN_LIFETIME_SECONDS.second_factor), ...claims }),
    issueConsole: (claims, notAfter) =>
      sign('console', { ...registered('console', TOKEN_LIFETIME_SECONDS.console, notAfter), ...claims }),
  };
}

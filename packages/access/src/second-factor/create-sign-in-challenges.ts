import { FieldfareError, SECOND_FACTOR_TRIES } from '@fieldfare/protocol';
import { mayStillSignIn } from '../console/check-credentials.ts';
import type { SignInLimiters } from '../console/sign-in-attempts.ts';
import type { Clock, ConsoleUser, ConsoleUserStore } from '../ports.ts';
import type { TokenIssuer } from '../tokens/create-token-issuer.ts';
import type { TokenVerifier } from '../tokens/create-token-verifier.ts';
import { checkCode } from './check-code.ts';
import type { ProvenBy } from './check-code.ts';
import { countCode } from './count-code.ts';
import type { SecondFactorSecrets, SecondFactorStore, WrongCode } from './ports.ts';
import { challengeOver, signInCodeWrong } from './second-factor-error.ts';

export interface SignInChallengesDeps {
  users: Pick<ConsoleUserStore, 'findUserById'>;
  factors: SecondFactorStore;
  secrets: SecondFactorSecrets;
  issuer: Pick<TokenIssuer, 'issueSecondFactor'>;
  verifier: TokenVerifier;
  clock: Clock;
  limiters: SignInLimiters;
  /** Hears of a wrong code. */
  onWrongCode: (code: WrongCode) => void;
}

export interface ChallengeAnswer {
  challenge: string;
  code: string;
  ip: string;
  requestId: string;
}

/** The time between the right password and the right code. */
export interface SignInChallenges {
  /** A token that opens nothing by itself: it serves once, for five minutes and five wrong codes. Null where the password is another by now. */
  issue(user: ConsoleUser): Promise<{ challenge: string; expiresAt: Date } | null>;
  /** Who comes in. Throws `sign_in_challenge_over`, `second_factor_code_wrong`, and `too_many_attempts` with the wait. */
  answer(answer: ChallengeAnswer): Promise<{ user: ConsoleUser; provenBy: ProvenBy }>;
}

export function createSignInChallenges(deps: SignInChallengesDeps): SignInChallenges {
  const { users, factors, issuer, verifier, clock, limiters } = deps;

  /** Takes a try, so that many at once cannot slip through together. */
  async function takeTry(challenge: string): Promise<{ id: string; user: ConsoleUser; triesLeft: number }> {
    const { jti: id } = await verifier.verify('second_factor', challenge).catch((error: unknown) => {
      throw error instanceof FieldfareError ? challengeOver(error) : error;
    });
    const taken = await factors.takeTry(id, clock.now());
    const user = taken && (await users.findUserById(taken.userId));
    if (!taken || !user || !mayStillSignIn(user, clock.now())) throw challengeOver();
    return { id, user, triesLeft: taken.triesLeft };
  }

  return {
    issue: async (user) => {
      const { token, claims } = await issuer.issueSecondFactor({ sub: user.id });
      const expiresAt = new Date(claims.exp * 1000);
      const challenge = { id: claims.jti, userId: user.id, triesLeft: SECOND_FACTOR_TRIES, expiresAt };
      return (await factors.insertChallenge(challenge, user.passwordHash)) ? { challenge: token, expiresAt } : null;
    },
    answer: async ({ challenge, code, ip, requestId }) => {
      const { id, user, triesLeft } = await takeTry(challenge);
      const provenBy = await countCode(limiters, user, ip, () => checkCode(deps, { userId: user.id, code, requestId }));
      if (provenBy === null) {
        deps.onWrongCode({ userId: user.id, ip, isLast: triesLeft === 0 });
        throw signInCodeWrong();
      }
      if (!(await factors.spendChallenge(id))) throw challengeOver();
      return { user, provenBy };
    },
  };
}

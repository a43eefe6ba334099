import { newId } from '@fieldfare/protocol';
import type { SignedInUser } from '@fieldfare/protocol';
import type { PasswordHasher } from '../passwords/create-password-hasher.ts';
import type { Clock, ConsoleSessionStatus, ConsoleUser, ConsoleUserStore } from '../ports.ts';
import type { UserPrincipal } from '../principals/principal.ts';
import { createSecondFactors } from '../second-factor/create-second-factors.ts';
import type { SecondFactors } from '../second-factor/create-second-factors.ts';
import type { ProvenBy } from '../second-factor/check-code.ts';
import { createSignInChallenges } from '../second-factor/create-sign-in-challenges.ts';
import type { ChallengeAnswer } from '../second-factor/create-sign-in-challenges.ts';
import { mustSetUpSecondFactor } from '../second-factor/must-set-up.ts';
import type { SecondFactorSecrets, SecondFactorStore, WrongCode } from '../second-factor/ports.ts';
import { setUpRequired } from '../second-factor/second-factor-error.ts';
import { createStatusBoard } from '../status/create-status-board.ts';
import type { TokenIssuer } from '../tokens/create-token-issuer.ts';
import type { TokenVerifier } from '../tokens/create-token-verifier.ts';
import { changePassword } from './change-password.ts';
import type { NewPassword } from './change-password.ts';
import { createCredentialsCheck } from './check-credentials.ts';
import type { Credentials } from './check-credentials.ts';
import {
  currentPasswordWrong,
  invalidCredentials,
  noOneTimePassword,
  passwordChangeRequired,
  sessionEnded,
} from './console-auth-error.ts';
import { presentSignedInUser } from './present-signed-in-user.ts';
import { newRefreshToken, refreshTokenHash } from './refresh-token.ts';
import { memorySignInLimiters } from './sign-in-attempts.ts';
import type { SignInLimiters } from './sign-in-attempts.ts';

const SESSION_MS = 12 * 3_600_000;
/** PCI DSS 8.2.8: who was away for a quarter of an hour signs in again. */
const IDLE_MS = 15 * 60_000;

export interface ConsoleAuthDeps {
  store: ConsoleUserStore;
  hasher: PasswordHasher;
  issuer: Pick<TokenIssuer, 'issueConsole' | 'issueSecondFactor'>;
  verifier: TokenVerifier;
  clock: Clock;
  /** In memory unless given. */
  limiters?: SignInLimiters;
  secondFactor: {
    factors: SecondFactorStore;
    secrets: SecondFactorSecrets;
    /** What apps show above the codes. */
    issuer: string;
    onWrongCode?: (code: WrongCode) => void;
  };
}

export interface ConsoleToken {
  token: string;
  expiresAt: Date;
  user: SignedInUser;
}

export interface RefreshedToken extends ConsoleToken {
  /** In the place of the one that was sent, which is worth nothing any more; null where that one goes on. */
  refreshToken: string | null;
}

export interface ConsoleSignInResult extends ConsoleToken {
  refreshToken: string;
  refreshExpiresAt: Date;
}

/** What is asked for besides the password. */
export interface PendingSignIn {
  challenge: string;
  expiresAt: Date;
}

export interface ConsoleSessionState {
  isActive: boolean;
  /** Grows when the user's role or memberships change; a socket that was opened under another must be checked anew. Null: gone. */
  membershipsVersion: number | null;
}

/** Who changes their password in which session. */
export interface OwnPasswordChange extends Omit<Credentials, 'password'> {
  currentPassword: string;
  newPassword: string;
  sessionId: string;
  requestId: string;
}

export interface FirstPassword extends Credentials {
  newPassword: string;
  requestId: string;
}

/** Whose password was changed, and the sessions that ended by it. */
export interface ChangedPassword {
  userId: string;
  endedSessionIds: string[];
}

export interface ConsoleAuth {
  /**
   * Throws `invalid_credentials`, the same for every cause and after the same time, `too_many_attempts` with the wait, or, to who knows a
   * one-time password, `password_change_required`. Somebody with a second factor is not in before `answerChallenge`.
   */
  signIn(credentials: Credentials): Promise<ConsoleSignInResult | PendingSignIn>;
  /** Signs in who has a second factor. Throws like `SignInChallenges.answer`. */
  answerChallenge(answer: ChallengeAnswer): Promise<ConsoleSignInResult & { provenBy: ProvenBy }>;
  secondFactor: SecondFactors;
  /** Whose password it is, without signing in. Throws like `signIn`, and its failures count like that one's. */
  confirmPassword(credentials: Credentials): Promise<ConsoleUser>;
  /** Replaces the password of who is signed in, and ends their other sessions. Throws `current_password_wrong` and like `changePassword`. */
  changeOwnPassword(change: OwnPasswordChange): Promise<ChangedPassword>;
  /** Replaces a one-time password, without signing in. Throws like `signIn`, `no_one_time_password`, and like `changePassword`. */
  replaceOneTimePassword(change: FirstPassword): Promise<ChangedPassword>;
  /**
   * The next console token, with the roles of now, and after a change of the password another refresh token. Throws `session_ended`, also
   * where nobody asked for a quarter of an hour. A refresh token that was replaced ends its session: two hold it, and one must not.
   */
  refresh(refreshToken: string): Promise<RefreshedToken>;
  /** Ends a session: its tokens are refused within a second, everywhere. */
  signOut(sessionId: string): Promise<void>;
  /**
   * Who a console token speaks for. Throws what the token verifier throws, `session_ended` where it was revoked, and `second_factor_set_up_required`
   * where the person has to set one up first, unless what they ask for is a part of that.
   */
  authenticate(token: string, options?: { isSetUp: boolean }): Promise<UserPrincipal>;
  /** Which of the sessions still hold: for the sweep over open sockets. */
  sessionStates(sessionIds: readonly string[]): Promise<Map<string, ConsoleSessionState>>;
}

export function createConsoleAuth(deps: ConsoleAuthDeps): ConsoleAuth {
  const { store, issuer, verifier, clock } = deps;
  const board = createStatusBoard<ConsoleSessionStatus>({ read: (ids) => store.consoleSessionStatuses(ids), clock });
  const { factors, secrets, issuer: appIssuer, onWrongCode = () => undefined } = deps.secondFactor;
  const limiters = deps.limiters ?? memorySignInLimiters();
  const checkCredentials = createCredentialsCheck({ ...deps, limiters });
  const shared = { users: store, factors, secrets, clock, limiters, onWrongCode };
  const challenges = createSignInChallenges({ ...shared, issuer, verifier });
  const secondFactor = createSecondFactors({
    ...shared,
    checkCredentials,
    issuer: appIssuer,
    onOtherRights: (id) => board.forget(id),
    onEnded: (ids) => {
      for (const id of ids) board.forget(id);
    },
  });

  async function confirmPassword(credentials: Credentials): Promise<ConsoleUser> {
    const user = await checkCredentials(credentials);
    if (!user) throw invalidCredentials();
    if (user.oneTimeUntil !== null) throw passwordChangeRequired();
    return user;
  }

  async function changeOwnPassword(change: OwnPasswordChange): Promise<ChangedPassword> {
    const user = await checkCredentials({ ...change, password: change.currentPassword });
    if (!user) throw currentPasswordWrong();
    return replace(user, { ...change, keptSessionId: change.sessionId });
  }

  async function replaceOneTimePassword(change: FirstPassword): Promise<ChangedPassword> {
    const user = await checkCredentials(change);
    if (!user) throw invalidCredentials();
    if (user.oneTimeUntil === null) throw noOneTimePassword();
    return replace(user, { ...change, keptSessionId: null });
  }

  async function replace(user: ConsoleUser, next: NewPassword): Promise<ChangedPassword> {
    const endedSessionIds = await changePassword(deps, user, next);
    for (const id of endedSessionIds) board.forget(id);
    return { userId: user.id, endedSessionIds };
  }

  async function openSession(user: ConsoleUser, ip: string): Promise<ConsoleSignInResult> {
    const createdAt = clock.now();
    const id = newId('consoleSession', createdAt);
    const refreshToken = newRefreshToken();
    const refreshExpiresAt = new Date(createdAt.getTime() + SESSION_MS);
    const refreshHash = refreshTokenHash(refreshToken);
    const session = {
      id,
      userId: user.id,
      refreshHash,
      createdAt,
      lastUsedAt: createdAt,
      expiresAt: refreshExpiresAt,
      ip,
    };
    if (!(await store.insertConsoleSession(session, user))) throw invalidCredentials();
    return { ...(await issue(user, id, refreshExpiresAt)), refreshToken, refreshExpiresAt };
  }

  async function issue(user: ConsoleUser, sid: string, sessionEnd: Date): Promise<ConsoleToken> {
    const memberships = mustSetUpSecondFactor(user) ? [] : user.memberships;
    const merchants = memberships.map(({ merchantId, role }) => ({ id: merchantId, role }));
    const { token, claims } = await issuer.issueConsole(
      { sub: user.id, sid, email: user.email, role: user.role, merchants },
      sessionEnd,
    );
    return { token, expiresAt: new Date(claims.exp * 1000), user: presentSignedInUser(user) };
  }

  async function refresh(refreshToken: string): Promise<RefreshedToken> {
    const hash = refreshTokenHash(refreshToken);
    const session = await store.findConsoleSessionByRefreshHash(hash);
    const now = clock.now();
    if (!session || session.revokedAt !== null || session.expiresAt <= now) throw sessionEnded();
    if (now.getTime() - session.lastUsedAt.getTime() >= IDLE_MS) throw sessionEnded();
    const user = await store.findUserById(session.userId);
    if (!user || user.disabledAt !== null) throw sessionEnded();
    if (!session.refreshHash.equals(hash)) {
      await signOut(session.id);
      throw sessionEnded();
    }
    await store.touchConsoleSession(session.id, now);
    const next = session.rotatesRefresh ? newRefreshToken() : null;
    // Two tabs may ask at once: one of them brings the next refresh token, and both a console token.
    const isRotated = next !== null && (await store.rotateRefresh(session.id, hash, refreshTokenHash(next)));
    return { ...(await issue(user, session.id, session.expiresAt)), refreshToken: isRotated ? next : null };
  }

  async function signOut(sessionId: string): Promise<void> {
    await store.revokeConsoleSession(sessionId, clock.now());
    board.forget(sessionId);
  }

  async function authenticate(token: string, { isSetUp } = { isSetUp: false }): Promise<UserPrincipal> {
    const { sub, sid, email } = await verifier.verify('console', token);
    const status = await board.get(sid);
    if (!status || !isActive(status, clock.now())) throw sessionEnded();
    if (status.mustSetUpSecondFactor && !isSetUp) throw setUpRequired();
    // The rights of now, not those that the token was issued with: what is taken from somebody is gone within half a second.
    return { type: 'user', userId: sub, sessionId: sid, email, ...rightsOf(status) };
  }

  return {
    signIn: async (credentials) => {
      const user = await confirmPassword(credentials);
      if (user.secondFactorAt === null) return openSession(user, credentials.ip);
      const pending = await challenges.issue(user);
      if (!pending) throw invalidCredentials();
      return pending;
    },
    answerChallenge: async (answer) => {
      const { user, provenBy } = await challenges.answer(answer);
      return { ...(await openSession(user, answer.ip)), provenBy };
    },
    secondFactor,
    confirmPassword,
    changeOwnPassword,
    replaceOneTimePassword,
    refresh,
    signOut,
    authenticate,
    sessionStates: async (sessionIds) => {
      const statuses = await board.getMany(sessionIds);
      const now = clock.now();
      return new Map(sessionIds.map((id) => [id, stateOf(statuses.get(id), now)]));
    },
  };
}

function rightsOf({ role, merchants, shopper }: ConsoleSessionStatus) {
  return { role, merchants, shopper };
}

function stateOf(status: ConsoleSessionStatus | undefined, now: Date): ConsoleSessionState {
  return { isActive: isActive(status, now), membershipsVersion: status?.membershipsVersion ?? null };
}

function isActive(status: ConsoleSessionStatus | undefined, now: Date): boolean {
  return status !== undefined && status.revokedAt === null && status.userDisabledAt === null && status.expiresAt > now;
}

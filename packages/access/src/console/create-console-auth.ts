import { newId } from '@fieldfare/protocol';
import type { SignedInUser } from '@fieldfare/protocol';
import { clientNetwork } from '../attempts/client-network.ts';
import { createMemoryLimiter } from '../attempts/create-memory-limiter.ts';
import { giveAttemptBack, takeAttempt } from '../attempts/take-attempt.ts';
import type { PasswordHasher } from '../passwords/create-password-hasher.ts';
import type {
  AttemptLimiter,
  Clock,
  ConsoleSessionStatus,
  ConsoleUser,
  ConsoleUserStore,
  ShopperScope,
} from '../ports.ts';
import type { UserPrincipal } from '../principals/principal.ts';
import { createStatusBoard } from '../status/create-status-board.ts';
import type { TokenIssuer } from '../tokens/create-token-issuer.ts';
import type { TokenVerifier } from '../tokens/create-token-verifier.ts';
import { invalidCredentials, sessionEnded } from './console-auth-error.ts';
import { presentSignedInUser } from './present-signed-in-user.ts';
import { newRefreshToken, refreshTokenHash } from './refresh-token.ts';

const SESSION_MS = 12 * 3_600_000;
const WINDOW_MS = 15 * 60_000;

export interface ConsoleAuthDeps {
  store: ConsoleUserStore;
  hasher: PasswordHasher;
  issuer: Pick<TokenIssuer, 'issueConsole'>;
  verifier: TokenVerifier;
  clock: Clock;
  /** Failures by client network and by e-mail; in memory, 30 and 10 in a quarter of an hour, unless given. */
  limiters?: { network: AttemptLimiter; email: AttemptLimiter };
}

export interface ConsoleToken {
  token: string;
  expiresAt: Date;
  user: SignedInUser;
}

export interface ConsoleSignInResult extends ConsoleToken {
  refreshToken: string;
  refreshExpiresAt: Date;
}

export interface ConsoleSessionState {
  isActive: boolean;
  /** Grows when the user's role or memberships change; a socket that was opened under another must be checked anew. Null: gone. */
  membershipsVersion: number | null;
}

export interface Credentials {
  email: string;
  password: string;
  ip: string;
  /** Where the account exists, if it is a shopper's. */
  shopper?: ShopperScope | null;
}

export interface ConsoleAuth {
  /** Throws `invalid_credentials`, the same for every cause and after the same time, or `too_many_attempts` with the wait. */
  signIn(credentials: Credentials): Promise<ConsoleSignInResult>;
  /** Whose password it is, without signing in. Throws like `signIn`, and its failures count like that one's. */
  confirmPassword(credentials: Credentials): Promise<ConsoleUser>;
  /** The next console token, with the roles of now. Throws `session_ended`. */
  refresh(refreshToken: string): Promise<ConsoleToken>;
  /** Ends a session: its tokens are refused within a second, everywhere. */
  signOut(sessionId: string): Promise<void>;
  /** Who a console token speaks for. Throws what the token verifier throws, and `session_ended` where it was revoked. */
  authenticate(token: string): Promise<UserPrincipal>;
  /** Which of the sessions still hold: for the sweep over open sockets. */
  sessionStates(sessionIds: readonly string[]): Promise<Map<string, ConsoleSessionState>>;
}

export function createConsoleAuth(deps: ConsoleAuthDeps): ConsoleAuth {
  const { store, hasher, issuer, verifier, clock } = deps;
  const limiters = deps.limiters ?? {
    network: createMemoryLimiter({ points: 30, windowMs: WINDOW_MS }),
    email: createMemoryLimiter({ points: 10, windowMs: WINDOW_MS }),
  };
  const board = createStatusBoard<ConsoleSessionStatus>({ read: (ids) => store.consoleSessionStatuses(ids), clock });

  async function confirmPassword({ email, password, ip, shopper = null }: Credentials): Promise<ConsoleUser> {
    const address = email.trim().toLowerCase();
    const attempt = [
      { limiter: limiters.network, key: clientNetwork(ip) },
      // Each merchant's shoppers are other people, whatever their address: one's failures must not lock out the other.
      { limiter: limiters.email, key: shopper ? `${shopper.merchantId}:${shopper.mode}:${address}` : address },
    ];
    await takeAttempt(attempt);
    const user = await store.findUserByEmail(address, shopper);
    const isMatch = await hasher.verify(password, user?.passwordHash ?? null);
    if (!user || !isMatch || user.disabledAt !== null) throw invalidCredentials();
    await giveAttemptBack(attempt);
    return user;
  }

  async function openSession(user: ConsoleUser, ip: string): Promise<ConsoleSignInResult> {
    const createdAt = clock.now();
    const id = newId('consoleSession', createdAt);
    const refreshToken = newRefreshToken();
    const refreshExpiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await store.insertConsoleSession({
      id,
      userId: user.id,
      refreshHash: refreshTokenHash(refreshToken),
      createdAt,
      expiresAt: refreshExpiresAt,
      ip,
    });
    return { ...(await issue(user, id, refreshExpiresAt)), refreshToken, refreshExpiresAt };
  }

  async function issue(user: ConsoleUser, sid: string, sessionEnd: Date): Promise<ConsoleToken> {
    const merchants = user.memberships.map(({ merchantId, role }) => ({ id: merchantId, role }));
    const { token, claims } = await issuer.issueConsole(
      { sub: user.id, sid, email: user.email, role: user.role, merchants },
      sessionEnd,
    );
    return { token, expiresAt: new Date(claims.exp * 1000), user: presentSignedInUser(user) };
  }

  async function refresh(refreshToken: string): Promise<ConsoleToken> {
    const session = await store.findConsoleSessionByRefreshHash(refreshTokenHash(refreshToken));
    if (!session || session.revokedAt !== null || session.expiresAt <= clock.now()) throw sessionEnded();
    const user = await store.findUserById(session.userId);
    if (!user || user.disabledAt !== null) throw sessionEnded();
    return issue(user, session.id, session.expiresAt);
  }

  async function authenticate(token: string): Promise<UserPrincipal> {
    const { sub, sid, email } = await verifier.verify('console', token);
    const status = await board.get(sid);
    if (!status || !isActive(status, clock.now())) throw sessionEnded();
    // The rights of now, not those that the token was issued with: what is taken from somebody is gone within half a second.
    return { type: 'user', userId: sub, sessionId: sid, email, ...rightsOf(status) };
  }

  return {
    signIn: async (credentials) => openSession(await confirmPassword(credentials), credentials.ip),
    confirmPassword,
    refresh,
    signOut: async (sessionId) => {
      await store.revokeConsoleSession(sessionId, clock.now());
      board.forget(sessionId);
    },
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

import type { Mode, Permission } from '@fieldfare/protocol';
import { clientNetwork } from '../attempts/client-network.ts';
import { createMemoryLimiter } from '../attempts/create-memory-limiter.ts';
import { giveAttemptBack, takeAttempt } from '../attempts/take-attempt.ts';
import type { PasswordHasher } from '../passwords/create-password-hasher.ts';
import type { ApiKeyStatus, ApiKeyStore, ApiKeyType, AttemptLimiter, Clock } from '../ports.ts';
import { createStatusBoard } from '../status/create-status-board.ts';
import { apiKeyError, apiKeyProblem } from './api-key-error.ts';
import type { ApiKeyFailure } from './api-key-error.ts';
import { isAllowedIp } from './is-allowed-ip.ts';
import { parseApiKey } from './parse-api-key.ts';
import { createUsageRecorder } from './usage-recorder.ts';
import { createVerifiedKeyCache } from './verified-key-cache.ts';

export interface VerifiedApiKey {
  keyId: string;
  merchantId: string;
  mode: Mode;
  type: ApiKeyType;
  name: string;
  expiresAt: Date | null;
  /** What it may do at this moment; null is all that its type may. */
  scopes: readonly Permission[] | null;
}

/** What never changes of a key, and so may be remembered. */
export type KnownApiKey = Omit<VerifiedApiKey, 'scopes'>;

export interface ApiKeyVerifierDeps {
  store: ApiKeyStore;
  hasher: PasswordHasher;
  clock: Clock;
  /**
   * Failures by client network; in memory, 20 a minute, unless given. Never by key: a secret of 196 bits is not guessed, and a stranger who
   * knows the beginning of a key, as everybody does of a publishable one, could keep its owner out with guesses of his own.
   */
  limiter?: AttemptLimiter;
  /** Told when the last use could not be written. */
  onTouchFailure?: (error: unknown) => void;
}

export interface ApiKeyVerifier {
  /**
   * Whose key a secret is. bcrypt sees a secret once per process; afterwards a keyed hash in memory answers in microseconds, and
   * its revocation, its expiry, what it may do and from where, and its merchant's status are never believed for longer than half a second.
   * Throws `authentication_error`, `permission_denied` (merchant_disabled, ip_not_allowed) or `rate_limited`.
   */
  verify(secret: string, client: { ip: string }): Promise<VerifiedApiKey>;
  /** Throws as `verify` does where a key that something hangs on, such as a PT token, may no longer be used. */
  requireActive(keyId: string): Promise<void>;
  /** Of the given keys those that may no longer be used, with the reason: for the sweep over open sockets. */
  inactiveKeys(keyIds: readonly string[]): Promise<Map<string, ApiKeyFailure>>;
}

const WINDOW_MS = 60_000;

export function createApiKeyVerifier(deps: ApiKeyVerifierDeps): ApiKeyVerifier {
  const { store, hasher, clock } = deps;
  const limiter = deps.limiter ?? createMemoryLimiter({ points: 20, windowMs: WINDOW_MS });
  const cache = createVerifiedKeyCache();
  const board = createStatusBoard<ApiKeyStatus>({ read: (ids) => store.statuses(ids), clock });
  const noteUse = createUsageRecorder(store, clock, deps.onTouchFailure ?? (() => undefined));
  const checking = new Map<string, Promise<KnownApiKey>>();

  async function verify(secret: string, { ip }: { ip: string }): Promise<VerifiedApiKey> {
    const name = cache.nameOf(secret);
    const key = cache.get(name) ?? (await checkOnce(name, secret, ip));
    const asked = board.get(key.keyId);
    const status = asked instanceof Promise ? await asked : asked;
    const problem = apiKeyProblem(status, clock.now());
    // The cache keeps a key that was revoked: whoever goes on sending it must not make bcrypt run each time.
    if (problem || !status) throw apiKeyError(problem ?? 'api_key_unknown');
    if (!isAllowedIp(status.ipAllowList, ip)) throw apiKeyError('ip_not_allowed');
    noteUse(key.keyId);
    return { ...key, scopes: status.scopes };
  }

  /** Many requests that arrive together with a new secret wait for one comparison. */
  function checkOnce(name: string, secret: string, ip: string): Promise<KnownApiKey> {
    const started = checking.get(name);
    if (started) return started;
    const promise = check(secret, ip)
      .then((key) => {
        cache.set(name, key);
        return key;
      })
      .finally(() => checking.delete(name));
    checking.set(name, promise);
    return promise;
  }

  async function check(secret: string, ip: string): Promise<KnownApiKey> {
    const parsed = parseApiKey(secret);
    if (!parsed) throw apiKeyError('api_key_malformed');
    const network = clientNetwork(ip);
    const attempt = [{ limiter, key: network }];
    await takeAttempt(attempt);
    const stored = await store.findByPrefix(parsed.prefix);
    // Also for a prefix that does not exist, so that the time does not tell which do.
    const isMatch = await hasher.verify(secret, stored?.hash ?? null, network);
    if (!stored || !isMatch) throw apiKeyError('api_key_unknown');
    await giveAttemptBack(attempt);
    const { id, merchantId, mode, type, name, expiresAt } = stored;
    return { keyId: id, merchantId, mode, type, name, expiresAt };
  }

  return {
    verify,
    requireActive: async (keyId) => {
      const problem = apiKeyProblem(await board.get(keyId), clock.now());
      if (problem) throw apiKeyError(problem);
    },
    inactiveKeys: async (keyIds) => {
      const statuses = await board.getMany(keyIds);
      const now = clock.now();
      const problems = keyIds.map((id) => [id, apiKeyProblem(statuses.get(id), now)] as const);
      return new Map(problems.filter((entry): entry is [string, ApiKeyFailure] => entry[1] !== null));
    },
  };
}

import type {
  ConsoleSessionStatus,
  ConsoleUser,
  ConsoleUserStore,
  NewConsoleSession,
  PasswordChange,
  ProvenIdentity,
  ShopperScope,
  StoredConsoleSession,
} from '../ports.ts';
import { mustSetUpSecondFactor } from '../second-factor/must-set-up.ts';

/** Users and console sessions in memory. */
export class MemoryConsoleUserStore implements ConsoleUserStore {
  readonly users = new Map<string, ConsoleUser>();
  readonly sessions = new Map<string, StoredConsoleSession>();
  /** By session. */
  readonly formerRefreshHashes = new Map<string, Buffer>();
  /** By user, newest first. */
  readonly formerHashes = new Map<string, string[]>();
  membershipsVersion = 1;

  async findUserByEmail(email: string, shopper: ShopperScope | null): Promise<ConsoleUser | null> {
    const isThere = (user: ConsoleUser) =>
      user.shopper?.merchantId === shopper?.merchantId && user.shopper?.mode === shopper?.mode;
    const found = [...this.users.values()].find((user) => user.email === email && isThere(user));
    // A copy, as a database gives one: what is stored afterwards does not reach whoever has read it.
    return found ? { ...found } : null;
  }

  async findUserById(id: string): Promise<ConsoleUser | null> {
    return this.users.get(id) ?? null;
  }

  async insertConsoleSession(session: NewConsoleSession, proven: ProvenIdentity): Promise<boolean> {
    const user = this.users.get(session.userId);
    if (user?.passwordHash !== proven.passwordHash || user.secondFactorAt !== proven.secondFactorAt) return false;
    this.sessions.set(session.id, { ...session, rotatesRefresh: false, revokedAt: null });
    return true;
  }

  async touchConsoleSession(id: string, at: Date): Promise<void> {
    const session = this.sessions.get(id);
    if (session) session.lastUsedAt = at;
  }

  async formerPasswordHashes(userId: string, limit: number): Promise<string[]> {
    return (this.formerHashes.get(userId) ?? []).slice(0, limit);
  }

  async replacePassword({ userId, fromHash, toHash, keptSessionId, at }: PasswordChange): Promise<string[] | null> {
    const user = this.users.get(userId);
    if (user?.passwordHash !== fromHash) return null;
    this.formerHashes.set(userId, [fromHash, ...(this.formerHashes.get(userId) ?? [])]);
    Object.assign(user, { passwordHash: toHash, oneTimeUntil: null });
    const others = [...this.sessions.values()].filter(
      (session) => session.userId === userId && session.id !== keptSessionId && session.revokedAt === null,
    );
    for (const session of others) session.revokedAt = at;
    const kept = keptSessionId === null ? undefined : this.sessions.get(keptSessionId);
    if (kept) kept.rotatesRefresh = true;
    return others.map(({ id }) => id);
  }

  async findConsoleSessionByRefreshHash(hash: Buffer): Promise<StoredConsoleSession | null> {
    const found = [...this.sessions.values()].find(
      ({ id, refreshHash }) => refreshHash.equals(hash) || this.formerRefreshHashes.get(id)?.equals(hash),
    );
    // A copy, as a database gives one.
    return found ? { ...found } : null;
  }

  async rotateRefresh(id: string, from: Buffer, to: Buffer): Promise<boolean> {
    const session = this.sessions.get(id);
    if (!session?.refreshHash.equals(from)) return false;
    this.formerRefreshHashes.set(id, from);
    Object.assign(session, { refreshHash: to, rotatesRefresh: false });
    return true;
  }

  async revokeConsoleSession(id: string, at: Date): Promise<void> {
    const session = this.sessions.get(id);
    if (session) session.revokedAt ??= at;
  }

  async consoleSessionStatuses(ids: string[]): Promise<Map<string, ConsoleSessionStatus>> {
    const found = ids.flatMap((id) => this.sessions.get(id) ?? []);
    return new Map(
      found.map(({ id, userId, revokedAt, expiresAt }) => {
        const user = this.users.get(userId);
        const merchants = (user?.memberships ?? []).map(({ merchantId, role }) => ({ id: merchantId, role }));
        const rights = {
          membershipsVersion: this.membershipsVersion,
          role: user?.role ?? ('VENDOR' as const),
          merchants,
          shopper: user?.shopper ?? null,
          mustSetUpSecondFactor: user !== undefined && mustSetUpSecondFactor(user),
        };
        return [id, { revokedAt, expiresAt, userDisabledAt: user?.disabledAt ?? null, ...rights }];
      }),
    );
  }
}

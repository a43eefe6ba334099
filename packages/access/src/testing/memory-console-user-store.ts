import type {
  ConsoleSessionStatus,
  ConsoleUser,
  ConsoleUserStore,
  ShopperScope,
  StoredConsoleSession,
} from '../ports.ts';

/** Users and console sessions in memory. */
export class MemoryConsoleUserStore implements ConsoleUserStore {
  readonly users = new Map<string, ConsoleUser>();
  readonly sessions = new Map<string, StoredConsoleSession>();
  membershipsVersion = 1;

  async findUserByEmail(email: string, shopper: ShopperScope | null): Promise<ConsoleUser | null> {
    const isThere = (user: ConsoleUser) =>
      user.shopper?.merchantId === shopper?.merchantId && user.shopper?.mode === shopper?.mode;
    return [...this.users.values()].find((user) => user.email === email && isThere(user)) ?? null;
  }

  async findUserById(id: string): Promise<ConsoleUser | null> {
    return this.users.get(id) ?? null;
  }

  async insertConsoleSession(session: Omit<StoredConsoleSession, 'revokedAt'>): Promise<void> {
    this.sessions.set(session.id, { ...session, revokedAt: null });
  }

  async findConsoleSessionByRefreshHash(hash: Buffer): Promise<StoredConsoleSession | null> {
    return [...this.sessions.values()].find(({ refreshHash }) => refreshHash.equals(hash)) ?? null;
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
        };
        return [id, { revokedAt, expiresAt, userDisabledAt: user?.disabledAt ?? null, ...rights }];
      }),
    );
  }
}

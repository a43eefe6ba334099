import type { ConsoleUser, ConsoleUserStore, ShopperScope } from '@fieldfare/access';
import type { Database } from '../connect.ts';
import type { Prisma } from '../generated/client.ts';
import { setPassword } from './set-password.ts';

/** People who sign in to the console, and their sessions. */
export function createConsoleUserStore({ prisma }: Database): ConsoleUserStore {
  const findUser = async (where: Prisma.UserWhereInput): Promise<ConsoleUser | null> => {
    const user = await prisma.user.findFirst({
      where,
      include: { memberships: { include: { merchant: true }, orderBy: { merchantId: 'asc' } } },
    });
    if (!user) return null;
    return {
      id: user.id,
      email: user.email,
      name: user.name,
      passwordHash: user.passwordHash,
      oneTimeUntil: user.oneTimeUntil,
      role: user.role as ConsoleUser['role'],
      secondFactorAt: user.secondFactorAt,
      disabledAt: user.disabledAt,
      memberships: user.memberships.map((membership) => ({
        merchantId: membership.merchantId,
        merchantName: membership.merchant.name,
        requiresSecondFactor: membership.merchant.requiresSecondFactor,
        role: membership.role as ConsoleUser['memberships'][number]['role'],
      })),
      shopper: await shopperOf(user),
    };
  };
  const shopperOf = async (user: ShopperRow): Promise<ConsoleUser['shopper']> => {
    const scope = shopperScope(user);
    if (!scope) return null;
    const merchant = await prisma.merchant.findUniqueOrThrow({ where: { id: scope.merchantId } });
    return { ...scope, merchantName: merchant.name };
  };
  return {
    findUserByEmail: (email, shopper) =>
      findUser({ email, merchantId: shopper?.merchantId ?? null, mode: shopper?.mode ?? null }),
    findUserById: (id) => findUser({ id }),
    insertConsoleSession: async ({ id, userId, refreshHash, createdAt, expiresAt, lastUsedAt, ip }, proven) => {
      const { passwordHash, secondFactorAt } = proven;
      // The lock waits for a password or a second factor that is being changed, and then sees the new one.
      const inserted = await prisma.$executeRaw`
        INSERT INTO console_sessions (id, user_id, refresh_hash, created_at, expires_at, last_used_at, ip)
        SELECT ${id}, u.id, ${bytes(refreshHash)}, ${createdAt}, ${expiresAt}, ${lastUsedAt}, ${ip} FROM users u
        WHERE u.id = ${userId} AND u.password_hash = ${passwordHash} AND u.disabled_at IS NULL
          AND u.second_factor_at IS NOT DISTINCT FROM ${secondFactorAt}::timestamptz FOR SHARE`;
      return inserted === 1;
    },
    touchConsoleSession: async (id, at) => {
      await prisma.consoleSession.updateMany({ where: { id }, data: { lastUsedAt: at } });
    },
    findConsoleSessionByRefreshHash: async (hash) => {
      const session = await prisma.consoleSession.findFirst({
        where: { OR: [{ refreshHash: bytes(hash) }, { formerRefreshHash: bytes(hash) }] },
      });
      return session && { ...session, refreshHash: Buffer.from(session.refreshHash) };
    },
    rotateRefresh: async (id, from, to) => {
      const { count } = await prisma.consoleSession.updateMany({
        where: { id, refreshHash: bytes(from) },
        data: { refreshHash: bytes(to), formerRefreshHash: bytes(from), rotatesRefresh: false },
      });
      return count === 1;
    },
    revokeConsoleSession: async (id, at) => {
      await prisma.consoleSession.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
    },
    consoleSessionStatuses: async (ids) => {
      const sessions = await prisma.consoleSession.findMany({
        where: { id: { in: ids } },
        select: {
          id: true,
          revokedAt: true,
          expiresAt: true,
          user: {
            select: {
              disabledAt: true,
              membershipsVersion: true,
              role: true,
              secondFactorAt: true,
              merchantId: true,
              mode: true,
              memberships: {
                select: { merchantId: true, role: true, merchant: { select: { requiresSecondFactor: true } } },
              },
            },
          },
        },
      });
      return new Map(
        sessions.map((session) => [
          session.id,
          {
            revokedAt: session.revokedAt,
            expiresAt: session.expiresAt,
            userDisabledAt: session.user.disabledAt,
            membershipsVersion: session.user.membershipsVersion,
            role: session.user.role as ConsoleUser['role'],
            merchants: session.user.memberships.map(({ merchantId, role }) => ({
              id: merchantId,
              role: role as ConsoleUser['memberships'][number]['role'],
            })),
            shopper: shopperScope(session.user),
            mustSetUpSecondFactor:
              session.user.secondFactorAt === null &&
              session.user.memberships.some(({ merchant }) => merchant.requiresSecondFactor),
          },
        ]),
      );
    },
    formerPasswordHashes: async (userId, limit) => {
      const rows = await prisma.formerPassword.findMany({
        where: { userId },
        orderBy: { replacedAt: 'desc' },
        take: limit,
      });
      return rows.map(({ passwordHash }) => passwordHash);
    },
    replacePassword: ({ fromHash, toHash, ...change }) =>
      prisma.$transaction((tx) =>
        setPassword(tx, { ...change, fromHash, toHash, oneTimeUntil: null, action: 'user.password_change' }),
      ),
  };
}

type ShopperRow = { merchantId: string | null; mode: string | null };

function shopperScope({ merchantId, mode }: ShopperRow): ShopperScope | null {
  return merchantId !== null && mode !== null ? { merchantId, mode: mode as ShopperScope['mode'] } : null;
}

/** Prisma wants a Uint8Array over its own ArrayBuffer; a pooled Buffer is a view of a shared one. */
function bytes(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(buffer);
}

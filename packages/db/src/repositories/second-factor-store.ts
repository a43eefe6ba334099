import type { SecondFactorStore } from '@fieldfare/access';
import type { Database } from '../connect.ts';
import type { Prisma } from '../generated/client.ts';
import { auditPerson } from './audit-person.ts';
import { dropSecondFactor } from './drop-second-factor.ts';
import { endSessions } from './end-sessions.ts';
import { tellOwnTeams } from './tell-teams.ts';

/** Second factors of people. What serves once is spent by a single statement, so that of two servers that are asked one says yes. */
export function createSecondFactorStore({ prisma }: Database): SecondFactorStore {
  return {
    secretIdOf: async (userId) => (await prisma.secondFactor.findUnique({ where: { userId } }))?.secretId ?? null,
    begin: ({ userId, secretId, at }) =>
      prisma.$transaction(async (tx) => {
        if ((await stateOf(tx, userId)) !== 'off') return { isOn: true, formerSecretId: null };
        const former = await tx.secondFactor.findUnique({ where: { userId } });
        const row = { secretId, lastStep: null, createdAt: at };
        await tx.secondFactor.upsert({ where: { userId }, create: { userId, ...row }, update: row });
        return { isOn: false, formerSecretId: former?.secretId ?? null };
      }),
    enable: ({ secretId, step, recoveryHashes, keptSessionId, ...note }) =>
      prisma.$transaction(async (tx) => {
        const { userId, at } = note;
        if ((await stateOf(tx, userId)) !== 'off') return null;
        const { count } = await tx.secondFactor.updateMany({ where: { userId, secretId }, data: { lastStep: step } });
        if (count === 0) return null;
        const data = { secondFactorAt: at, membershipsVersion: { increment: 1 } };
        await tx.user.update({ where: { id: userId }, data });
        await keepRecoveryCodes(tx, userId, recoveryHashes);
        const ended = await endSessions(tx, { userId, keptSessionId, at });
        const change = { ...note, action: 'second_factor.enabled' };
        await auditPerson(tx, change);
        await tellOwnTeams(tx, change);
        return ended;
      }),
    takeStep: async (userId, step) => {
      const taken = await prisma.$executeRaw`
        UPDATE second_factors SET last_step = ${step}::bigint
        WHERE user_id = ${userId} AND coalesce(last_step, -1) < ${step}::bigint`;
      return taken === 1;
    },
    spendRecoveryCode: (hash, note) =>
      prisma.$transaction(async (tx) => {
        const where = { userId: note.userId, codeHash: Uint8Array.from(hash) };
        if ((await tx.recoveryCode.deleteMany({ where })).count === 0) return false;
        await auditPerson(tx, { ...note, action: 'second_factor.recovery_used' });
        return true;
      }),
    countRecoveryCodes: (userId) => prisma.recoveryCode.count({ where: { userId } }),
    replaceRecoveryCodes: (hashes, note) =>
      prisma.$transaction(async (tx) => {
        if ((await stateOf(tx, note.userId)) !== 'on') return false;
        await keepRecoveryCodes(tx, note.userId, hashes);
        await auditPerson(tx, { ...note, action: 'second_factor.recovery_codes_replaced' });
        return true;
      }),
    disable: (note) => prisma.$transaction((tx) => dropSecondFactor(tx, { ...note, action: 'second_factor.disabled' })),
    insertChallenge: async ({ id, userId, triesLeft, expiresAt }, passwordHash) => {
      const inserted = await prisma.$executeRaw`
        INSERT INTO sign_in_challenges (id, user_id, tries_left, expires_at)
        SELECT ${id}, u.id, ${triesLeft}, ${expiresAt} FROM users u
        WHERE u.id = ${userId} AND u.password_hash = ${passwordHash} AND u.disabled_at IS NULL FOR SHARE`;
      return inserted === 1;
    },
    takeTry: async (id, now) => {
      const [row] = await prisma.signInChallenge.updateManyAndReturn({
        where: { id, triesLeft: { gt: 0 }, expiresAt: { gt: now } },
        data: { triesLeft: { decrement: 1 } },
        select: { userId: true, triesLeft: true },
      });
      return row ?? null;
    },
    spendChallenge: async (id) => (await prisma.signInChallenge.deleteMany({ where: { id } })).count === 1,
  };
}

/** Whether somebody has a second factor. The row stays locked: signing in looks at it, too, and one change comes after the other. */
async function stateOf(tx: Prisma.TransactionClient, userId: string): Promise<'on' | 'off' | 'nobody'> {
  const [user] = await tx.$queryRaw<
    { is_on: boolean }[]
  >`SELECT second_factor_at IS NOT NULL AS is_on FROM users WHERE id = ${userId} FOR UPDATE`;
  if (!user) return 'nobody';
  return user.is_on ? 'on' : 'off';
}

/** In the place of those that are left. */
async function keepRecoveryCodes(tx: Prisma.TransactionClient, userId: string, hashes: readonly Buffer[]) {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: hashes.map((hash) => ({ userId, codeHash: Uint8Array.from(hash) })) });
}

import type { Actor } from '@fieldfare/payments';
import type { MerchantRole, TeamMember, TeamUpdate } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import type { Prisma } from '../generated/client.ts';
import { lockTeam } from './lock-team.ts';
import { mayChangeTeam } from './role-of-the-moment.ts';
import { noteTeamChange } from './note-team-change.ts';

export interface TeamChange {
  merchantId: string;
  actor: Actor;
  requestId: string;
  at: Date;
}

export type TeamVerdict = { type: 'done'; member: TeamMember } | { type: 'not_found' | 'last_owner' | 'right_taken' };

/** Who works for a merchant. Every change commits with its audit row and its push; open sockets learn of it by the user's version. */
export interface TeamStore {
  list(merchantId: string): Promise<TeamMember[]>;
  changeRole(userId: string, role: MerchantRole, change: TeamChange): Promise<TeamVerdict>;
  remove(userId: string, change: TeamChange): Promise<TeamVerdict>;
  requiresSecondFactor(merchantId: string): Promise<boolean>;
  /** Whether whoever works for the merchant needs a second factor from now on. Answers who have none; null where whoever changes it may not by now. */
  requireSecondFactor(isRequired: boolean, change: TeamChange): Promise<string[] | null>;
}

type Transaction = Prisma.TransactionClient;

export function createTeamStore({ prisma }: Database): TeamStore {
  const changing = (change: TeamChange, run: (tx: Transaction) => Promise<TeamVerdict>) =>
    prisma.$transaction(async (tx) => {
      await lockTeam(tx, change.merchantId);
      return run(tx);
    });
  const setRole = async (
    tx: Transaction,
    userId: string,
    role: MerchantRole | null,
    change: TeamChange,
    action: TeamUpdate['action'],
  ) => {
    const { merchantId } = change;
    const before = await findMember(tx, merchantId, userId);
    if (!before) return { type: 'not_found' } as const;
    const roles = role === null ? [before.role] : [before.role, role];
    if (!(await mayChangeTeam(tx, change, roles))) return { type: 'right_taken' } as const;
    if (before.role === 'owner' && role !== 'owner' && (await countOwners(tx, merchantId)) === 1)
      return { type: 'last_owner' } as const;
    const where = { userId_merchantId: { userId, merchantId } };
    if (role === null) await tx.membership.delete({ where });
    else await tx.membership.update({ where, data: { role } });
    // Whom they invited they may not invite any more, or not as that.
    await tx.teamInvitation.deleteMany({ where: { merchantId, invitedBy: userId } });
    await noteTeamChange(tx, { id: userId, action }, change, { role, before: before.role });
    const member = role === null ? before : await findMember(tx, merchantId, userId);
    return member ? ({ type: 'done', member } as const) : ({ type: 'not_found' } as const);
  };

  return {
    list: async (merchantId) => {
      const rows = await prisma.membership.findMany({
        where: { merchantId },
        include: { user: true },
        orderBy: { userId: 'asc' },
      });
      return rows.map(present);
    },
    requiresSecondFactor: async (id) =>
      (await prisma.merchant.findUniqueOrThrow({ where: { id }, select: { requiresSecondFactor: true } }))
        .requiresSecondFactor,
    requireSecondFactor: (isRequired, change) =>
      prisma.$transaction(async (tx) => {
        const { merchantId, actor, requestId, at } = change;
        await lockTeam(tx, merchantId);
        if (!(await mayChangeTeam(tx, change, []))) return null;
        await tx.merchant.update({ where: { id: merchantId }, data: { requiresSecondFactor: isRequired } });
        const without = { secondFactorAt: null, memberships: { some: { merchantId } } };
        const found = await tx.user.updateManyAndReturn({
          where: without,
          data: { membershipsVersion: { increment: 1 } },
          select: { id: true },
        });
        const action = isRequired ? 'team.require_second_factor' : 'team.allow_without_second_factor';
        await tx.auditEntry.create({
          data: { merchantId, actor: { ...actor }, action, subject: merchantId, requestId, createdAt: at },
        });
        return found.map(({ id }) => id);
      }),
    changeRole: (userId, role, change) => changing(change, (tx) => setRole(tx, userId, role, change, 'change_role')),
    remove: (userId, change) => changing(change, (tx) => setRole(tx, userId, null, change, 'remove')),
  };
}

async function findMember(tx: Transaction, merchantId: string, userId: string): Promise<TeamMember | null> {
  const where = { userId_merchantId: { userId, merchantId } };
  const row = await tx.membership.findUnique({ where, include: { user: true } });
  return row && present(row);
}

function countOwners(tx: Transaction, merchantId: string): Promise<number> {
  return tx.membership.count({ where: { merchantId, role: 'owner', user: { disabledAt: null } } });
}

interface MemberRow {
  role: string;
  user: { id: string; email: string; name: string; disabledAt: Date | null; secondFactorAt: Date | null };
}

function present({ role, user }: MemberRow): TeamMember {
  return {
    id: user.id,
    object: 'team_member',
    email: user.email,
    name: user.name,
    role: role as MerchantRole,
    disabled_at: user.disabledAt?.toISOString() ?? null,
    has_second_factor: user.secondFactorAt !== null,
  };
}

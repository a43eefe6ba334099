import { newId } from '@fieldfare/protocol';
import type { MerchantRole } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import type { Prisma } from '../generated/client.ts';
import { lockTeam } from './lock-team.ts';
import { noteTeamChange } from './note-team-change.ts';
import { mayChangeTeam } from './role-of-the-moment.ts';
import { unlessTaken } from './unless-taken.ts';
import type { TeamChange } from './team-store.ts';

/** An invitation to a merchant's team that still holds. */
export interface TeamInvitationRecord {
  id: string;
  email: string;
  name: string;
  role: MerchantRole;
  createdAt: Date;
  expiresAt: Date;
}

export interface NewTeamInvitation {
  /** Trimmed and in lower case. */
  email: string;
  name: string;
  role: MerchantRole;
  tokenHash: Buffer;
  expiresAt: Date;
}

export interface FoundTeamInvitation extends TeamInvitationRecord {
  merchantId: string;
  merchantName: string;
  /** The account that this e-mail has, if there is one. */
  userId: string | null;
}

/** Who takes the invitation up: the account that is there, or a new one. */
export type TeamAcceptance = { type: 'existing'; userId: string } | { type: 'new'; name: string; passwordHash: string };

/** How people come to work for a merchant. Each change commits with its audit row and its push; open sockets learn of it by the user's version. */
export interface TeamInvitationStore {
  list(merchantId: string, now: Date): Promise<TeamInvitationRecord[]>;
  /** Voids the earlier invitation of this e-mail. It ends with what whoever makes it may do there. Null where they may not by now. */
  invite(invitation: NewTeamInvitation, change: TeamChange): Promise<TeamInvitationRecord | null>;
  /** Null where there is none that holds. */
  revoke(id: string, change: TeamChange): Promise<TeamInvitationRecord | null>;
  find(tokenHash: Buffer, now: Date): Promise<FoundTeamInvitation | null>;
  /** Spends the invitation. Null where it was spent, voided or has run out meanwhile, or the account is another by now. */
  accept(tokenHash: Buffer, acceptance: TeamAcceptance, note: AcceptanceNote): Promise<Joined | null>;
}

/** Who has become a member of which merchant. */
export interface Joined {
  userId: string;
  merchantId: string;
}

/** Whose request it was, and when. */
export interface AcceptanceNote {
  requestId: string;
  now: Date;
}

type Transaction = Prisma.TransactionClient;

export function createTeamInvitationStore({ prisma }: Database): TeamInvitationStore {
  return {
    list: async (merchantId, now) => {
      const where = { merchantId, expiresAt: { gt: now } };
      return (await prisma.teamInvitation.findMany({ where, orderBy: { id: 'asc' } })).map(toRecord);
    },
    invite: ({ tokenHash, ...invitation }, change) =>
      prisma.$transaction(async (tx) => {
        const { merchantId, at } = change;
        await lockTeam(tx, merchantId);
        // It would bring back a role that was taken away.
        if (!(await mayChangeTeam(tx, change, [invitation.role]))) return null;
        await tx.teamInvitation.deleteMany({ where: { merchantId, email: invitation.email } });
        const row = await tx.teamInvitation.create({
          data: {
            id: newId('teamInvitation', at),
            merchantId,
            ...invitation,
            tokenHash: Uint8Array.from(tokenHash),
            invitedBy: change.actor.id,
            createdAt: at,
          },
        });
        await noteTeamChange(tx, { id: row.id, action: 'invite' }, change, { email: row.email, role: row.role });
        return toRecord(row);
      }),
    revoke: (id, change) =>
      prisma.$transaction(async (tx) => {
        const where = { id, merchantId: change.merchantId, expiresAt: { gt: change.at } };
        const row = await tx.teamInvitation.findFirst({ where });
        if (!row || (await tx.teamInvitation.deleteMany({ where })).count === 0) return null;
        await noteTeamChange(tx, { id, action: 'revoke_invitation' }, change, { email: row.email, role: row.role });
        return toRecord(row);
      }),
    find: (tokenHash, now) => prisma.$transaction((tx) => find(tx, tokenHash, now)),
    accept: (tokenHash, acceptance, note) =>
      unlessTaken(prisma.$transaction((tx) => accept(tx, tokenHash, acceptance, note))),
  };
}

async function accept(
  tx: Transaction,
  tokenHash: Buffer,
  acceptance: TeamAcceptance,
  { requestId, now }: AcceptanceNote,
): Promise<Joined | null> {
  // Spent first: of two who take it up at once the second finds nothing.
  const found = await find(tx, tokenHash, now);
  const spent = await tx.teamInvitation.deleteMany({ where: { tokenHash: Uint8Array.from(tokenHash) } });
  if (!found || spent.count === 0) return null;
  const userId = await accountOf(tx, found, acceptance, now);
  if (userId === null) return null;
  const { merchantId, role, email } = found;
  // Who is a member by now keeps the role that they have.
  await tx.membership.createMany({ data: [{ userId, merchantId, role }], skipDuplicates: true });
  const actor = { type: 'user', id: userId, name: email } as const;
  const change = { merchantId, actor, requestId, at: now };
  await noteTeamChange(tx, { id: userId, action: 'join' }, change, { role, invitation: found.id });
  return { userId, merchantId };
}

/** The account that the acceptance names, made where that is meant. Null where things are not as it believed. */
async function accountOf(
  tx: Transaction,
  { userId, email }: FoundTeamInvitation,
  acceptance: TeamAcceptance,
  now: Date,
): Promise<string | null> {
  if (acceptance.type === 'existing') return userId === acceptance.userId ? userId : null;
  if (userId !== null) return null;
  const { name, passwordHash } = acceptance;
  const id = newId('user', now);
  await tx.user.create({ data: { id, email, name, passwordHash, role: 'VENDOR', createdAt: now } });
  return id;
}

async function find(tx: Transaction, tokenHash: Buffer, now: Date): Promise<FoundTeamInvitation | null> {
  const where = { tokenHash: Uint8Array.from(tokenHash), expiresAt: { gt: now } };
  const row = await tx.teamInvitation.findFirst({ where, include: { merchant: { select: { name: true } } } });
  if (!row) return null;
  const user = await tx.user.findFirst({ where: { email: row.email, merchantId: null }, select: { id: true } });
  return {
    ...toRecord(row),
    merchantId: row.merchantId,
    merchantName: row.merchant.name,
    userId: user?.id ?? null,
  };
}

interface InvitationRow extends Omit<TeamInvitationRecord, 'role'> {
  role: string;
}

function toRecord({ id, email, name, role, createdAt, expiresAt }: InvitationRow): TeamInvitationRecord {
  return { id, email, name, role: role as MerchantRole, createdAt, expiresAt };
}

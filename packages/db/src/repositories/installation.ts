import type { Actor } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { FeeMode, MerchantRole, Mode, PaymentMethodType, UserRole } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import type { Prisma } from '../generated/client.ts';
import { dropSecondFactor } from './drop-second-factor.ts';
import { endSessions } from './end-sessions.ts';
import { lockTeam } from './lock-team.ts';
import { noteTeamChange } from './note-team-change.ts';
import { SECRETS_OF_PEOPLE } from './secret-store.ts';
import { setPassword } from './set-password.ts';

export interface NewMerchant {
  name: string;
  allowedOrigins: string[];
  /** Cards alone unless told. */
  methods?: PaymentMethodType[];
  statementDescriptor: string;
  feeMode: FeeMode;
  feeBps: number;
  feeFixedMinor: number;
}

export interface MerchantStatusChange {
  merchantId: string;
  status: 'active' | 'disabled';
  actor: Actor;
}

export interface NewUser {
  /** Trimmed and in lower case. */
  email: string;
  name: string;
  passwordHash: string;
  /** Of a password that they have to replace at their first sign-in: until when it serves for that. */
  oneTimeUntil?: Date;
  /** A shopper's account comes by an invitation instead. */
  role: Exclude<UserRole, 'CUSTOMER'>;
}

/** How merchants and people come to be. Each call commits with its audit row. */
export interface Installation {
  findMerchantByName(name: string): Promise<string | null>;
  createMerchant(merchant: NewMerchant, now: Date): Promise<string>;
  /** Disables a merchant, or enables it again. False: it is so already. Null: there is none of this id. */
  setMerchantStatus(change: MerchantStatusChange, now: Date): Promise<boolean | null>;
  /** Replaces the origins that may embed the merchant's fields. */
  setAllowedOrigins(merchantId: string, origins: string[], now: Date): Promise<void>;
  /** Makes the user or finds the one with this e-mail; returns the id. */
  ensureUser(user: NewUser, now: Date): Promise<string>;
  /** Makes the user and a member of a merchant's team in one commit, which open windows of the team hear of; returns the id. Throws where the e-mail has an account. */
  createMember(user: NewUser, membership: NewMembership): Promise<string>;
  setMembership(userId: string, merchantId: string, role: MerchantRole): Promise<void>;
  /** Takes somebody's second factor away, with its secret, and ends all their sessions. Null: nobody has this e-mail. */
  resetSecondFactor(reset: SecondFactorReset, now: Date): Promise<{ userId: string; isReset: boolean } | null>;
  /** Puts a one-time password in the place of somebody's, and ends all their sessions; answers their id. Null: nobody has this e-mail. */
  resetPassword(reset: PasswordReset, now: Date): Promise<string | null>;
}

export interface NewMembership {
  merchantId: string;
  role: MerchantRole;
  /** Whoever makes them a member, and when. */
  actor: Actor;
  at: Date;
}

export interface PasswordReset {
  email: string;
  passwordHash: string;
  oneTimeUntil: Date;
  actor: Actor;
}

export interface SecondFactorReset {
  email: string;
  /** Where the account exists, if it is a shopper's. */
  shopper: { merchantId: string; mode: Mode } | null;
  actor: Actor;
}

const SETUP: Actor = { type: 'system', id: null, name: 'Set-up' };

export function createInstallation({ prisma }: Database): Installation {
  return {
    findMerchantByName: async (name) =>
      (await prisma.merchant.findFirst({ where: { name }, orderBy: { id: 'asc' } }))?.id ?? null,
    createMerchant: async ({ name, ...profile }, now) => {
      const id = newId('merchant', now);
      await prisma.$transaction([
        prisma.merchant.create({
          data: { id, name, createdAt: now, profile: { create: { ...profile, updatedAt: now } } },
        }),
        prisma.auditEntry.create({
          data: { merchantId: id, actor: { ...SETUP }, action: 'merchant.create', subject: id, createdAt: now },
        }),
      ]);
      return id;
    },
    setMerchantStatus: ({ merchantId, status, actor }, now) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.merchant.updateMany({
          where: { id: merchantId, NOT: { status } },
          data: { status },
        });
        if (count === 0) return (await tx.merchant.count({ where: { id: merchantId } })) === 0 ? null : false;
        const action = status === 'active' ? 'merchant.enable' : 'merchant.disable';
        await tx.auditEntry.create({
          data: { merchantId, actor: { ...actor }, action, subject: merchantId, createdAt: now },
        });
        return true;
      }),
    setAllowedOrigins: async (merchantId, allowedOrigins, now) => {
      await prisma.$transaction([
        prisma.paymentProfile.update({ where: { merchantId }, data: { allowedOrigins, updatedAt: now } }),
        prisma.auditEntry.create({
          data: {
            merchantId,
            actor: { ...SETUP },
            action: 'profile.allowed_origins',
            subject: merchantId,
            body: { allowedOrigins },
            createdAt: now,
          },
        }),
      ]);
    },
    ensureUser: async (user, now) => {
      const found = await prisma.user.findFirst({
        where: { email: user.email, merchantId: null },
        select: { id: true },
      });
      if (found) return found.id;
      return prisma.$transaction((tx) => createUser(tx, user, SETUP, now));
    },
    createMember: (user, { role, ...change }) =>
      prisma.$transaction(async (tx) => {
        const { merchantId, actor, at } = change;
        await lockTeam(tx, merchantId);
        const id = await createUser(tx, user, actor, at);
        await tx.membership.create({ data: { userId: id, merchantId, role } });
        await noteTeamChange(tx, { id, action: 'join' }, { ...change, requestId: null }, { role });
        return id;
      }),
    setMembership: async (userId, merchantId, role) => {
      await prisma.membership.upsert({
        where: { userId_merchantId: { userId, merchantId } },
        create: { userId, merchantId, role },
        update: { role },
      });
    },
    resetSecondFactor: ({ email, shopper, actor }, at) =>
      prisma.$transaction(async (tx) => {
        const where = { email, merchantId: shopper?.merchantId ?? null, mode: shopper?.mode ?? null };
        const user = await tx.user.findFirst({ where });
        if (!user) return null;
        const note = { userId: user.id, at, requestId: null, actor };
        const secretId = await dropSecondFactor(tx, { ...note, action: 'second_factor.reset' });
        if (secretId === null) return { userId: user.id, isReset: false };
        await tx.$executeRaw`SELECT vault.forget_secret(${secretId}, ${SECRETS_OF_PEOPLE})`;
        await endSessions(tx, { userId: user.id, keptSessionId: null, at });
        return { userId: user.id, isReset: true };
      }),
    resetPassword: ({ email, passwordHash, oneTimeUntil, actor }, at) =>
      prisma.$transaction(async (tx) => {
        const user = await tx.user.findFirst({ where: { email, merchantId: null } });
        if (!user) return null;
        const [fromHash, rest] = [user.passwordHash, { keptSessionId: null, requestId: null, at, actor }];
        const change = { userId: user.id, fromHash, toHash: passwordHash, oneTimeUntil, ...rest };
        return (await setPassword(tx, { ...change, action: 'user.password_reset' })) && user.id;
      }),
  };
}

async function createUser(tx: Prisma.TransactionClient, user: NewUser, actor: Actor, at: Date): Promise<string> {
  const id = newId('user', at);
  await tx.user.create({ data: { id, ...user, createdAt: at } });
  await tx.auditEntry.create({ data: { actor: { ...actor }, action: 'user.create', subject: id, createdAt: at } });
  return id;
}

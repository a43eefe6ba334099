import type { Actor } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { FeeMode, MerchantRole, PaymentMethodType, UserRole } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
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
  /** Replaces the origins that may embed the merchant's fields. */
  setAllowedOrigins(merchantId: string, origins: string[], now: Date): Promise<void>;
  /** Makes the user or finds the one with this e-mail; returns the id. */
  ensureUser(user: NewUser, now: Date): Promise<string>;
  setMembership(userId: string, merchantId: string, role: MerchantRole): Promise<void>;
  /** Puts a one-time password in the place of somebody's, and ends all their sessions; answers their id. Null: nobody has this e-mail. */
  resetPassword(reset: PasswordReset, now: Date): Promise<string | null>;
}

export interface PasswordReset {
  email: string;
  passwordHash: string;
  oneTimeUntil: Date;
  actor: Actor;
}

const SETUP = { type: 'system', id: null, name: 'Set-up' };

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
          data: { merchantId: id, actor: SETUP, action: 'merchant.create', subject: id, createdAt: now },
        }),
      ]);
      return id;
    },
    setAllowedOrigins: async (merchantId, allowedOrigins, now) => {
      await prisma.$transaction([
        prisma.paymentProfile.update({ where: { merchantId }, data: { allowedOrigins, updatedAt: now } }),
        prisma.auditEntry.create({
          data: {
            merchantId,
            actor: SETUP,
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
      const id = newId('user', now);
      await prisma.$transaction([
        prisma.user.create({ data: { id, ...user, createdAt: now } }),
        prisma.auditEntry.create({ data: { actor: SETUP, action: 'user.create', subject: id, createdAt: now } }),
      ]);
      return id;
    },
    setMembership: async (userId, merchantId, role) => {
      await prisma.membership.upsert({
        where: { userId_merchantId: { userId, merchantId } },
        create: { userId, merchantId, role },
        update: { role },
      });
    },
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

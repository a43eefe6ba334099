import type { ShopperScope } from '@fieldfare/access';
import type { ChangeNote } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import type { Prisma } from '../generated/client.ts';
import { unlessTaken } from './unless-taken.ts';

/** An invitation that still holds, and what it is for. */
export interface FoundInvitation {
  customerId: string;
  customerName: string | null;
  merchantName: string;
  scope: ShopperScope;
  email: string;
  expiresAt: Date;
  /** The account that this e-mail has there already. */
  account: { userId: string; isDisabled: boolean } | null;
}

export interface AccountState {
  invitation: { email: string; expiresAt: Date } | null;
  link: { email: string; linkedAt: Date } | null;
}

/** Who takes the invitation up: the account that is there, or a new one. */
export type Acceptance = { type: 'existing'; userId: string } | { type: 'new'; name: string; passwordHash: string };

/** How customers come to have an account. Each change commits with its audit row; open sockets learn of it by the user's version. */
export interface CustomerAccountStore {
  state(customerId: string): Promise<AccountState>;
  /** Voids the customer's earlier invitation. */
  invite(
    invitation: { customerId: string; merchantId: string; tokenHash: Buffer; email: string; expiresAt: Date },
    note: ChangeNote,
  ): Promise<void>;
  findInvitation(tokenHash: Buffer, now: Date): Promise<FoundInvitation | null>;
  /** Spends the invitation. Null where it was spent, voided or has run out meanwhile, or the account is another by now. */
  accept(
    tokenHash: Buffer,
    acceptance: Acceptance,
    note: Omit<ChangeNote, 'actor'>,
  ): Promise<{ userId: string } | null>;
  /** Unlinks the customer and voids the invitation. An account that shows nothing any more is closed, in every window. False: there was neither. */
  remove(customerId: string, scope: ShopperScope, note: ChangeNote): Promise<boolean>;
}

type Transaction = Prisma.TransactionClient;

export function createCustomerAccountStore({ prisma }: Database): CustomerAccountStore {
  return {
    state: async (customerId) => {
      const [invitation, link] = await Promise.all([
        prisma.customerInvitation.findUnique({ where: { customerId } }),
        prisma.customerAccount.findUnique({ where: { customerId }, include: { user: true } }),
      ]);
      return { invitation, link: link && { email: link.user.email, linkedAt: link.linkedAt } };
    },
    invite: async ({ customerId, merchantId, tokenHash, email, expiresAt }, note) => {
      await prisma.$transaction(async (tx) => {
        await tx.customerInvitation.deleteMany({ where: { customerId } });
        await tx.customerInvitation.create({
          data: { customerId, tokenHash: Uint8Array.from(tokenHash), email, createdAt: note.now, expiresAt },
        });
        await audit(tx, merchantId, 'customer_account.invite', customerId, note);
      });
    },
    findInvitation: (tokenHash, now) => prisma.$transaction((tx) => findInvitation(tx, tokenHash, now)),
    accept: (tokenHash, acceptance, { requestId, now }) =>
      unlessTaken(
        prisma.$transaction(async (tx) => {
          // Spent first: of two who take it up at once the second finds nothing.
          const found = await findInvitation(tx, tokenHash, now);
          const spent = await tx.customerInvitation.deleteMany({ where: { tokenHash: Uint8Array.from(tokenHash) } });
          if (!found || spent.count === 0) return null;
          const userId = await accountOf(tx, found, acceptance, now);
          if (userId === null) return null;
          await tx.customerAccount.deleteMany({ where: { customerId: found.customerId } });
          await tx.customerAccount.create({ data: { customerId: found.customerId, userId, linkedAt: now } });
          const actor = { type: 'user', id: userId, name: found.email } as const;
          await audit(tx, found.scope.merchantId, 'customer_account.accept', found.customerId, {
            actor,
            requestId,
            now,
          });
          return { userId };
        }),
      ),
    remove: (customerId, { merchantId }, note) =>
      prisma.$transaction(async (tx) => {
        const link = await tx.customerAccount.findUnique({ where: { customerId } });
        const [unlinked, voided] = [
          await tx.customerAccount.deleteMany({ where: { customerId } }),
          await tx.customerInvitation.deleteMany({ where: { customerId } }),
        ];
        if (unlinked.count + voided.count === 0) return false;
        if (link) await closeIfEmpty(tx, link.userId, note.now);
        await audit(tx, merchantId, 'customer_account.remove', customerId, note);
        return true;
      }),
  };
}

async function findInvitation(tx: Transaction, tokenHash: Buffer, now: Date): Promise<FoundInvitation | null> {
  const where = { tokenHash: Uint8Array.from(tokenHash), expiresAt: { gt: now } };
  const invitation = await tx.customerInvitation.findFirst({ where });
  if (!invitation) return null;
  const customer = await tx.customer.findUniqueOrThrow({ where: { id: invitation.customerId } });
  const merchant = await tx.merchant.findUniqueOrThrow({ where: { id: customer.merchantId } });
  const scope = { merchantId: customer.merchantId, mode: customer.mode as ShopperScope['mode'] };
  const user = await tx.user.findFirst({ where: { email: invitation.email, ...scope } });
  return {
    customerId: customer.id,
    customerName: customer.name,
    merchantName: merchant.name,
    scope,
    email: invitation.email,
    expiresAt: invitation.expiresAt,
    account: user && { userId: user.id, isDisabled: user.disabledAt !== null },
  };
}

/** The account that the acceptance names, made or opened anew where that is meant. Null where things are not as it believed. */
async function accountOf(
  tx: Transaction,
  { account, email, scope }: FoundInvitation,
  acceptance: Acceptance,
  now: Date,
): Promise<string | null> {
  const isLiving = account !== null && !account.isDisabled;
  if (acceptance.type === 'existing') return isLiving && account.userId === acceptance.userId ? account.userId : null;
  if (isLiving) return null;
  const { name, passwordHash } = acceptance;
  if (account) {
    await tx.user.update({
      where: { id: account.userId },
      data: { name, passwordHash, oneTimeUntil: null, disabledAt: null },
    });
    return account.userId;
  }
  const id = newId('user', now);
  await tx.user.create({ data: { id, email, name, passwordHash, role: 'CUSTOMER', ...scope, createdAt: now } });
  return id;
}

async function closeIfEmpty(tx: Transaction, userId: string, now: Date): Promise<void> {
  if ((await tx.customerAccount.count({ where: { userId } })) > 0) return;
  await tx.user.update({ where: { id: userId }, data: { disabledAt: now } });
  await tx.consoleSession.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
}

async function audit(tx: Transaction, merchantId: string, action: string, subject: string, note: ChangeNote) {
  const { actor, requestId, now } = note;
  await tx.auditEntry.create({
    data: { merchantId, actor: { ...actor }, action, subject, requestId, createdAt: now },
  });
}

import type { Actor } from '@fieldfare/payments';
import type { Prisma } from '../generated/client.ts';

export interface PersonChange {
  userId: string;
  action: string;
  at: Date;
  requestId: string | null;
  /** Who did it, where it was not the person. */
  actor?: Actor;
}

/** Writes down what became of somebody's account: a row for each merchant that they work for or buy from, or else the installation's. */
export async function auditPerson(tx: Prisma.TransactionClient, change: PersonChange): Promise<void> {
  const { userId, action, requestId, at } = change;
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { memberships: true } });
  const merchants = user.merchantId === null ? user.memberships.map(({ merchantId }) => merchantId) : [user.merchantId];
  const actor = change.actor ?? { type: 'user' as const, id: userId, name: user.email };
  await tx.auditEntry.createMany({
    data: (merchants.length > 0 ? merchants : [null]).map((merchantId) => ({
      merchantId,
      actor: { ...actor },
      action,
      subject: userId,
      requestId,
      createdAt: at,
    })),
  });
}

import type { Actor } from '@fieldfare/payments';
import { REMEMBERED_PASSWORDS } from '@fieldfare/protocol';
import type { Prisma } from '../generated/client.ts';
import { auditPerson } from './audit-person.ts';
import { endSessions } from './end-sessions.ts';

export interface SetPassword {
  userId: string;
  /** What must still be stored. */
  fromHash: string;
  toHash: string;
  /** Null: it is its owner's own. */
  oneTimeUntil: Date | null;
  /** The session that goes on; null ends all. */
  keptSessionId: string | null;
  at: Date;
  requestId: string | null;
  action: 'user.password_change' | 'user.password_reset';
  /** Who did it, where it was not the person. */
  actor?: Actor;
}

/**
 * Stores a password, remembers the former one's hash, ends the person's other sessions, lets the kept one's refresh token serve once more, and writes the audit rows: one for each merchant that
 * they work for, or the installation's. Answers the ids of the sessions that it ended; null where another password is stored by now.
 */
export async function setPassword(tx: Prisma.TransactionClient, change: SetPassword): Promise<string[] | null> {
  const { userId, fromHash, toHash, oneTimeUntil, keptSessionId, at } = change;
  const { count } = await tx.user.updateMany({
    where: { id: userId, passwordHash: fromHash },
    data: { passwordHash: toHash, oneTimeUntil },
  });
  if (count === 0) return null;
  await remember(tx, userId, fromHash, at);
  const ended = await endSessions(tx, { userId, keptSessionId, at });
  await auditPerson(tx, change);
  return ended;
}

async function remember(
  tx: Prisma.TransactionClient,
  userId: string,
  passwordHash: string,
  replacedAt: Date,
): Promise<void> {
  await tx.formerPassword.create({ data: { userId, passwordHash, replacedAt } });
  const outlived = await tx.formerPassword.findMany({
    where: { userId },
    orderBy: { replacedAt: 'desc' },
    skip: REMEMBERED_PASSWORDS - 1,
    select: { replacedAt: true },
  });
  await tx.formerPassword.deleteMany({
    where: { userId, replacedAt: { in: outlived.map((row) => row.replacedAt) } },
  });
}

import type { Prisma } from '../generated/client.ts';
import { auditPerson } from './audit-person.ts';
import type { PersonChange } from './audit-person.ts';
import { tellOwnTeams } from './tell-teams.ts';

/** Takes a second factor away, with its recovery codes, and writes that down. Answers where its secret lay; null where there was none that had been confirmed. */
export async function dropSecondFactor(tx: Prisma.TransactionClient, change: PersonChange): Promise<string | null> {
  const { userId } = change;
  const { count } = await tx.user.updateMany({
    where: { id: userId, secondFactorAt: { not: null } },
    data: { secondFactorAt: null, membershipsVersion: { increment: 1 } },
  });
  if (count === 0) return null;
  const { secretId } = await tx.secondFactor.delete({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.signInChallenge.deleteMany({ where: { userId } });
  await auditPerson(tx, change);
  await tellOwnTeams(tx, change);
  return secretId;
}

import type { Prisma } from '../generated/client.ts';

/**
 * Ends somebody's console sessions, sign-ins that wait for a code among them, but for the one that is kept, whose refresh token then serves once
 * more. Answers the ids of the sessions that it ended.
 */
export async function endSessions(
  tx: Prisma.TransactionClient,
  { userId, keptSessionId, at }: { userId: string; keptSessionId: string | null; at: Date },
): Promise<string[]> {
  await tx.signInChallenge.deleteMany({ where: { userId } });
  const ended = await tx.consoleSession.updateManyAndReturn({
    where: { userId, revokedAt: null, ...(keptSessionId !== null && { id: { not: keptSessionId } }) },
    data: { revokedAt: at },
    select: { id: true },
  });
  if (keptSessionId !== null)
    await tx.consoleSession.update({ where: { id: keptSessionId }, data: { rotatesRefresh: true } });
  return ended.map(({ id }) => id);
}

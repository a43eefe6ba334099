import type { TeamUpdate } from '@fieldfare/protocol';
import type { Prisma } from '../generated/client.ts';

interface Told {
  requestId: string | null;
  at: Date;
}

/** Tells the rooms of these merchants' teams of a change, in its own commit. */
export async function tellTeams(
  tx: Prisma.TransactionClient,
  merchantIds: readonly string[],
  update: TeamUpdate,
  { requestId, at }: Told,
): Promise<void> {
  await tx.$queryRaw`
    SELECT push_to_room('merchant:' || id || ':team', 'team:updated', ${JSON.stringify(update)}::jsonb, ${requestId}, ${at}::timestamptz)
    FROM unnest(${merchantIds}::text[]) AS id`;
}

/** Tells the teams that somebody belongs to that their second factor is another. */
export async function tellOwnTeams(
  tx: Prisma.TransactionClient,
  { userId, ...told }: Told & { userId: string },
): Promise<void> {
  const memberships = await tx.membership.findMany({ where: { userId }, orderBy: { merchantId: 'asc' } });
  const merchantIds = memberships.map(({ merchantId }) => merchantId);
  await tellTeams(tx, merchantIds, { id: userId, action: 'second_factor' }, told);
}

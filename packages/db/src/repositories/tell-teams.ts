import type { TeamUpdate } from '@fieldfare/protocol';
import type { Prisma } from '../generated/client.ts';
import type { PersonChange } from './audit-person.ts';

/** Tells the teams that somebody belongs to, in the change's own commit, that their second factor is another. */
export async function tellTeams(tx: Prisma.TransactionClient, { userId, requestId, at }: PersonChange): Promise<void> {
  const payload = JSON.stringify({ id: userId, action: 'second_factor' } satisfies TeamUpdate);
  await tx.$queryRaw`
    SELECT push_to_room('merchant:' || m.merchant_id || ':team', 'team:updated', ${payload}::jsonb, ${requestId}, ${at}::timestamptz)
    FROM (SELECT merchant_id FROM memberships WHERE user_id = ${userId} ORDER BY merchant_id) m`;
}

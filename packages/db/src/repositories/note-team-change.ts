import type { TeamUpdate } from '@fieldfare/protocol';
import type { Prisma } from '../generated/client.ts';
import type { TeamChange } from './team-store.ts';
import { tellTeams } from './tell-teams.ts';

/** Without a request where it came by the command line. */
type NotedTeamChange = Omit<TeamChange, 'requestId'> & { requestId: string | null };

/** Writes down a change of a merchant's team in its own commit: the audit row, and the push that the room `merchant:{id}:team` hears. */
export async function noteTeamChange(
  tx: Prisma.TransactionClient,
  { id, action }: TeamUpdate,
  { merchantId, actor, requestId, at }: NotedTeamChange,
  body: Prisma.InputJsonObject,
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      merchantId,
      actor: { ...actor },
      action: `team.${action}`,
      subject: id,
      requestId,
      body,
      createdAt: at,
    },
  });
  await tellTeams(tx, [merchantId], { id, action }, { requestId, at });
}

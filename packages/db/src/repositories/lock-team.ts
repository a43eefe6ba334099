import type { Prisma } from '../generated/client.ts';

/** One change of a merchant's team at a time, so that two cannot each leave the other as the last owner, and nobody invites while being removed. */
export async function lockTeam(tx: Prisma.TransactionClient, merchantId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM merchants WHERE id = ${merchantId} FOR UPDATE`;
}

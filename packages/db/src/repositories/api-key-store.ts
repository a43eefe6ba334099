import type { ApiKeyStore, MerchantStatus } from '@fieldfare/access';
import type { Mode, Permission } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';

/** What checking a key needs of the database. */
export function createApiKeyStore({ prisma }: Database): ApiKeyStore {
  return {
    findByPrefix: async (prefix) => {
      const key = await prisma.apiKey.findUnique({ where: { prefix } });
      if (!key) return null;
      return {
        id: key.id,
        merchantId: key.merchantId,
        mode: key.mode as Mode,
        type: key.type as 'secret' | 'publishable',
        name: key.name,
        prefix: key.prefix,
        hash: key.hash,
        expiresAt: key.expiresAt,
      };
    },
    statuses: async (ids) => {
      const keys = await prisma.apiKey.findMany({
        where: { id: { in: ids } },
        select: {
          id: true,
          revokedAt: true,
          expiresAt: true,
          scopes: true,
          ipAllowList: true,
          merchant: { select: { status: true } },
        },
      });
      return new Map(
        keys.map(({ id, revokedAt, expiresAt, ipAllowList, merchant, ...key }) => [
          id,
          {
            revokedAt,
            expiresAt,
            ipAllowList,
            scopes: key.scopes as Permission[] | null,
            merchantStatus: merchant.status as MerchantStatus,
          },
        ]),
      );
    },
    touch: async (id, at) => {
      await prisma.apiKey.updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: at } }] },
        data: { lastUsedAt: at },
      });
    },
  };
}

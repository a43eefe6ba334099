import type { Page, PageRequest } from '@fieldfare/payments';
import type { MerchantEntry } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { keysetOf, pageOf } from './keyset.ts';

/** Every merchant of the installation, for whoever runs it. `search` is a part of the name, or a whole id. */
export type ListMerchants = (search: string | undefined, page: PageRequest) => Promise<Page<MerchantEntry>>;

export function createMerchantList({ prisma }: Database): ListMerchants {
  return async (search, page) => {
    const { where, orderBy } = keysetOf(page);
    const fits = search ? { OR: [{ id: search }, { name: { contains: search, mode: 'insensitive' as const } }] } : {};
    const rows = await prisma.merchant.findMany({ where: { AND: [where, fits] }, orderBy, take: page.limit + 1 });
    return pageOf(
      rows.map(({ id, name, status, createdAt }) => ({
        id,
        object: 'merchant' as const,
        name,
        status: status as MerchantEntry['status'],
        created_at: createdAt.toISOString(),
      })),
      page,
    );
  };
}

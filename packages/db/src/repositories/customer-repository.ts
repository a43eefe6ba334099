import type { CustomerRecord, CustomerRepository } from '@fieldfare/payments';
import type { Metadata } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { Prisma } from '../generated/client.ts';
import type { Customer } from '../generated/client.ts';
import { pageOf } from './keyset.ts';
import { pageRows } from './page-rows.ts';

/** Customers in PostgreSQL. */
export function createCustomerRepository({ prisma, pool }: Database): CustomerRepository {
  return {
    insert: async (customer, { actor, requestId, now }) => {
      await prisma.$transaction([
        prisma.customer.create({ data: customer }),
        prisma.auditEntry.create({
          data: {
            merchantId: customer.merchantId,
            actor: { ...actor },
            action: 'customer.create',
            subject: customer.id,
            requestId,
            createdAt: now,
          },
        }),
      ]);
    },
    update: async (id, { merchantId, mode }, changes, { actor, requestId, now }) =>
      prisma.$transaction(async (transaction) => {
        const { count } = await transaction.customer.updateMany({
          where: { id, merchantId, mode },
          data: { ...changes, updatedAt: now },
        });
        if (count === 0) return null;
        await transaction.auditEntry.create({
          data: {
            merchantId,
            actor: { ...actor },
            action: 'customer.update',
            subject: id,
            requestId,
            body: { changed: Object.keys(changes) },
            createdAt: now,
          },
        });
        return toCustomer(await transaction.customer.findUniqueOrThrow({ where: { id } }));
      }),
    find: async (id, { merchantId, mode }) => {
      const row = await prisma.customer.findFirst({ where: { id, merchantId, mode } });
      return row && toCustomer(row);
    },
    list: async ({ merchantId, mode }, filter, page) => {
      const equals = { merchantId, mode, ...filter };
      const rows = await pageRows<Customer>(pool, 'customers', Prisma.CustomerScalarFieldEnum, equals, page);
      return pageOf(rows.map(toCustomer), page);
    },
  };
}

function toCustomer(row: Customer): CustomerRecord {
  return { ...row, mode: row.mode as CustomerRecord['mode'], metadata: row.metadata as Metadata };
}

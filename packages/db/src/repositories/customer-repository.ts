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
    update: async (id, { merchantId, mode }, change, { actor, requestId, now }) =>
      prisma.$transaction(async (transaction) => {
        // Locked before it is read, so that what somebody else changes meanwhile is built upon.
        await transaction.$queryRaw`SELECT id FROM customers WHERE id = ${id} AND merchant_id = ${merchantId} AND mode = ${mode} FOR UPDATE`;
        const known = await transaction.customer.findFirst({ where: { id, merchantId, mode } });
        if (!known) return null;
        const changes = change(toCustomer(known));
        const row = await transaction.customer.update({ where: { id }, data: { ...changes, updatedAt: now } });
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
        return toCustomer(row);
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

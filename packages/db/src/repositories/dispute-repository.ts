import type { DisputeRecord, DisputeRepository } from '@fieldfare/payments';
import type { Database } from '../connect.ts';
import { Prisma } from '../generated/client.ts';
import type { Dispute } from '../generated/client.ts';
import { pageOf } from './keyset.ts';
import { pageRows } from './page-rows.ts';

/** Disputes in PostgreSQL. `record` is one round trip: `record_dispute` of the ledger's migration. */
export function createDisputeRepository({ prisma, pool }: Database): DisputeRepository {
  return {
    record: async (dispute, now) => {
      const { rows } = await pool.query<{ verdict: 'recorded' | 'known' | 'payment_not_found' }>({
        name: 'record_dispute',
        text: 'SELECT record_dispute($1::jsonb, $2) AS verdict',
        values: [
          JSON.stringify({
            id: dispute.id,
            event_id: dispute.eventId,
            processor: dispute.processor,
            processor_reference: dispute.processorReference,
            attempt_id: dispute.attemptId,
            amount_minor: dispute.amountMinor,
            reason: dispute.reason,
            status: dispute.status,
            respond_by: dispute.respondBy,
          }),
          now,
        ],
      });
      return rows[0]?.verdict ?? 'payment_not_found';
    },
    find: async (id, { merchantId, mode }) => {
      const row = await prisma.dispute.findFirst({ where: { id, merchantId, mode } });
      return row && toDispute(row);
    },
    list: async ({ merchantId, mode }, filter, page) => {
      const equals = { merchantId, mode, ...filter };
      const rows = await pageRows<Dispute>(pool, 'disputes', Prisma.DisputeScalarFieldEnum, equals, page);
      return pageOf(rows.map(toDispute), page);
    },
  };
}

function toDispute(row: Dispute): DisputeRecord {
  return {
    id: row.id,
    paymentId: row.paymentId,
    amountMinor: Number(row.amountMinor),
    currency: row.currency as DisputeRecord['currency'],
    reason: row.reason,
    status: row.status as DisputeRecord['status'],
    processorReference: row.processorReference,
    respondBy: row.respondBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

import type { Page, PageRequest, RefundFilter, RefundRecord, RefundRepository } from '@fieldfare/payments';
import type { PaymentScope } from '@fieldfare/payments';
import type { Database } from '../connect.ts';
import { Prisma } from '../generated/client.ts';
import type { Refund } from '../generated/client.ts';
import { pageOf } from './keyset.ts';
import { pageRows } from './page-rows.ts';

/** Refunds as they are shown. They are written by the moves of their payments. */
export function createRefundRepository({ prisma, pool }: Database): RefundRepository {
  return {
    find: async (id, { merchantId, mode }) => {
      const row = await prisma.refund.findFirst({ where: { id, merchantId, mode } });
      return row && toRefund(row);
    },
    findByRequest: async (paymentId, requestId) => {
      const attempt = await prisma.attempt.findFirst({ where: { paymentId, requestId, type: 'refund' } });
      const row = attempt && (await prisma.refund.findUnique({ where: { attemptId: attempt.id } }));
      return row && toRefund(row);
    },
    list: async (
      { merchantId, mode }: PaymentScope,
      { paymentId }: RefundFilter,
      page: PageRequest,
    ): Promise<Page<RefundRecord>> => {
      const equals = { merchantId, mode, paymentId };
      const rows = await pageRows<Refund>(pool, 'refunds', Prisma.RefundScalarFieldEnum, equals, page);
      return pageOf(rows.map(toRefund), page);
    },
  };
}

function toRefund(row: Refund): RefundRecord {
  return {
    id: row.id,
    paymentId: row.paymentId,
    amountMinor: Number(row.amountMinor),
    feeMinor: Number(row.feeMinor),
    currency: row.currency as RefundRecord['currency'],
    status: row.status as RefundRecord['status'],
    reason: row.reason,
    isOutside: row.madeOutside,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

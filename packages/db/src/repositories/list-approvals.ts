import type { ApprovalFilter, ApprovalRecord, Page, PageRequest, PaymentScope } from '@fieldfare/payments';
import type pg from 'pg';
import { Prisma } from '../generated/client.ts';
import type { Approval } from '../generated/client.ts';
import { pageOf } from './keyset.ts';
import { pageRows } from './page-rows.ts';

/** A keyset page of approvals, newest first. */
export async function listApprovals(
  pool: pg.Pool,
  { merchantId, mode }: PaymentScope,
  { status, paymentId }: ApprovalFilter,
  page: PageRequest,
): Promise<Page<ApprovalRecord>> {
  const equals = { merchantId, mode, status, paymentId };
  const rows = await pageRows<Approval>(pool, 'approvals', Prisma.ApprovalScalarFieldEnum, equals, page);
  return pageOf(rows.map(toRecord), page);
}

function toRecord({ action, status, currency, amountMinor, requestedBy, decidedBy, ...row }: Approval): ApprovalRecord {
  return {
    ...row,
    action: action as ApprovalRecord['action'],
    status: status as ApprovalRecord['status'],
    currency: currency as ApprovalRecord['currency'],
    amountMinor: Number(amountMinor),
    requestedBy: requestedBy as unknown as ApprovalRecord['requestedBy'],
    decidedBy: decidedBy as unknown as ApprovalRecord['decidedBy'],
  };
}

import type { ApprovalFilter, ApprovalRecord, Page, PageRequest, PaymentScope } from '@fieldfare/payments';
import type pg from 'pg';
import { toApproval } from './approval-row.ts';
import type { ApprovalRow } from './approval-row.ts';
import { pageOf } from './keyset.ts';

/** A keyset page of approvals, newest first. */
export async function listApprovals(
  pool: pg.Pool,
  { merchantId, mode }: PaymentScope,
  { status, paymentId }: ApprovalFilter,
  page: PageRequest,
): Promise<Page<ApprovalRecord>> {
  const isBackwards = page.endingBefore !== undefined;
  const { rows } = await pool.query<{ approval: ApprovalRow }>(
    `SELECT to_jsonb(a) AS approval FROM approvals a
    WHERE a.merchant_id = $1 AND a.mode = $2 AND ($3::text IS NULL OR a.status = $3) AND ($4::text IS NULL OR a.payment_id = $4)
      AND ($5::text IS NULL OR a.id ${isBackwards ? '>' : '<'} $5)
    ORDER BY a.id ${isBackwards ? 'ASC' : 'DESC'} LIMIT $6`,
    [
      merchantId,
      mode,
      status ?? null,
      paymentId ?? null,
      page.endingBefore ?? page.startingAfter ?? null,
      page.limit + 1,
    ],
  );
  return pageOf(
    rows.map((row) => toApproval(row.approval)),
    page,
  );
}

import type { ApprovalRepository, Decision, DecisionVerdict, NewApproval } from '@fieldfare/payments';
import type pg from 'pg';
import { toApproval } from './approval-row.ts';
import type { ApprovalRow } from './approval-row.ts';
import { listApprovals } from './list-approvals.ts';
import { withRightOfTheMoment } from './right-of-the-moment.ts';

interface VerdictRow<V extends string> {
  verdict: V;
  approval: ApprovalRow;
}

const ROW = 'to_jsonb(a) AS approval FROM approvals a';

/** Approvals in PostgreSQL: every change is one function of their migration, which also writes the audit row and the push. */
export function createApprovalRepository(pool: pg.Pool): ApprovalRepository {
  return {
    open: async (approval) => {
      const { rows } = await pool.query<VerdictRow<'opened' | 'pending'>>({
        name: 'open_approval',
        text: 'SELECT verdict, approval FROM open_approval($1::jsonb, $2, $3)',
        values: [JSON.stringify(newRow(approval)), approval.requestId, approval.now],
      });
      const [found] = rows;
      if (!found) throw new TypeError('open_approval answered nothing');
      return { type: found.verdict, approval: toApproval(found.approval) };
    },
    decide: (decision) => decide(pool, decision),
    finish: async (id, failureCode, now) => {
      const { rows } = await pool.query<{ approval: ApprovalRow | null }>({
        name: 'finish_approval',
        text: 'SELECT finish_approval($1, $2, $3) AS approval',
        values: [id, failureCode, now],
      });
      return rows[0]?.approval ? toApproval(rows[0].approval) : null;
    },
    wasBegun: async (paymentId, requestId) => {
      const { rowCount } = await pool.query({
        name: 'approval_was_begun',
        text: "SELECT 1 FROM attempts WHERE payment_id = $1 AND request_id = $2 AND type <> 'authorize'",
        values: [paymentId, requestId],
      });
      return rowCount === 1;
    },
    listLeftBehind: async (before, limit) => {
      const { rows } = await pool.query<{ approval: ApprovalRow }>({
        name: 'approvals_left_behind',
        text: `SELECT ${ROW} WHERE a.status = 'approved' AND a.carried_out_at IS NULL AND a.decided_at < $1 ORDER BY a.decided_at LIMIT $2`,
        values: [before, limit],
      });
      return rows.map((row) => toApproval(row.approval));
    },
    expire: async (now, limit) => {
      const { rows } = await pool.query<{ ended: number }>({
        name: 'expire_approvals',
        text: 'SELECT expire_approvals($1, $2) AS ended',
        values: [now, limit],
      });
      return rows[0]?.ended ?? 0;
    },
    find: async (id, { merchantId, mode }) => {
      const { rows } = await pool.query<{ approval: ApprovalRow }>({
        name: 'find_approval',
        text: `SELECT ${ROW} WHERE a.id = $1 AND a.merchant_id = $2 AND a.mode = $3`,
        values: [id, merchantId, mode],
      });
      return rows[0] ? toApproval(rows[0].approval) : null;
    },
    list: (scope, filter, page) => listApprovals(pool, scope, filter, page),
  };
}

async function decide(pool: pg.Pool, decision: Decision): Promise<DecisionVerdict> {
  const { id, scope, status, decidedBy, note, requestId, now } = decision;
  const { rows } = await withRightOfTheMoment(
    pool.query<VerdictRow<'decided' | 'not_pending' | 'expired' | 'own_request'>>({
      name: 'decide_approval',
      text: 'SELECT verdict, approval FROM decide_approval($1, $2, $3, $4, $5::jsonb, $6, $7, $8)',
      values: [id, scope.merchantId, scope.mode, status, JSON.stringify(decidedBy), note, requestId, now],
    }),
  );
  const [found] = rows;
  return found ? { type: found.verdict, approval: toApproval(found.approval) } : { type: 'not_found' };
}

function newRow(approval: NewApproval) {
  return {
    id: approval.id,
    merchant_id: approval.merchantId,
    mode: approval.mode,
    payment_id: approval.paymentId,
    action: approval.action,
    amount_minor: approval.amountMinor,
    currency: approval.currency,
    reason: approval.reason,
    requested_by: approval.requestedBy,
    expires_at: approval.expiresAt,
    created_at: approval.now,
  };
}

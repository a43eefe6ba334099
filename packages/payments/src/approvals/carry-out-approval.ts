import { FieldfareError } from '@fieldfare/protocol';
import { confirmPayment } from '../confirm-payment.ts';
import type { ApprovalRecord } from '../ports/approval-repository.ts';
import type { PaymentRecord } from '../records.ts';
import { eachApart } from '../each-apart.ts';
import { refundPayment } from '../refund-payment.ts';
import type { ApprovalDeps } from './act-or-ask.ts';

/** Who approved and carries it out has this long before somebody else does. */
const LEFT_BEHIND_MS = 20_000;

/**
 * Does what was approved, once: the attempt carries the approval's id as its request id, so that whoever comes second finds it. What the
 * payment no longer allows is noted with the approval.
 */
export async function carryOutApproval(deps: ApprovalDeps, approval: ApprovalRecord): Promise<ApprovalRecord> {
  const payment = await deps.payments.load(approval.paymentId);
  if (!payment) throw new TypeError(`the approval ${approval.id} is of no payment`);
  const failureCode = await tryOnce(deps, approval, payment);
  return (await deps.approvals.finish(approval.id, failureCode, deps.clock.now())) ?? approval;
}

/** Carries out what a server approved and then died before doing; one that cannot be now keeps none of the others back. Returns how many. */
export async function carryOutLeftBehind(deps: ApprovalDeps, limit = 20): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - LEFT_BEHIND_MS);
  const left = await deps.approvals.listLeftBehind(before, limit);
  await eachApart(left, (approval) => carryOutApproval(deps, approval));
  return left.length;
}

async function tryOnce(deps: ApprovalDeps, approval: ApprovalRecord, payment: PaymentRecord): Promise<string | null> {
  const wasBegun = () => deps.approvals.wasBegun(payment.id, approval.id);
  if (await wasBegun()) return null;
  try {
    await act(deps, approval, payment);
    return null;
  } catch (error) {
    // Somebody else may have begun it between the two looks.
    if (await wasBegun()) return null;
    if (error instanceof FieldfareError && error.code !== 'system_error') return error.detail;
    throw error;
  }
}

function act(deps: ApprovalDeps, approval: ApprovalRecord, payment: PaymentRecord): Promise<PaymentRecord> {
  const { amountMinor, id: requestId, reason } = approval;
  const actor = approval.decidedBy ?? approval.requestedBy;
  return approval.action === 'confirm'
    ? confirmPayment(deps, payment, { amountMinor, requestId, actor })
    : refundPayment(deps, payment, { amountMinor, reason, requestId, actor });
}

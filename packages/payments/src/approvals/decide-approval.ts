import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import type { ApprovalRecord, Decision, DecisionVerdict } from '../ports/approval-repository.ts';
import type { ApprovalDeps } from './act-or-ask.ts';
import { carryOutApproval } from './carry-out-approval.ts';

/** A second person approves or denies. What is approved is carried out at once; the approval says what came of it. */
export async function decideApproval(deps: ApprovalDeps, decision: Decision): Promise<ApprovalRecord> {
  const approval = approvalOf(await deps.approvals.decide(decision));
  return approval.status === 'approved' ? carryOutApproval(deps, approval) : approval;
}

function approvalOf(verdict: DecisionVerdict): ApprovalRecord {
  switch (verdict.type) {
    case 'decided':
      return verdict.approval;
    case 'own_request':
      throw new FieldfareError('permission_denied', {
        detail: 'approval_own_request',
        message: 'You asked for this yourself. Somebody else has to decide.',
      });
    case 'expired':
      throw conflict('approval_expired', 'The time to decide is over. Ask again.');
    case 'not_pending':
      throw conflict('approval_decided', `This was ${verdict.approval.status} already.`);
    case 'not_found':
      throw new FieldfareError('not_found', {
        detail: 'approval_not_found',
        message: 'There is no such approval in this mode.',
      });
  }
}

function conflict(detail: ErrorDetail, message: string): FieldfareError {
  return new FieldfareError('conflict', { detail, message });
}

import type { ApprovalRecord, ApprovalRepository } from '@fieldfare/payments';
import type { PlacedPushes } from './placed-pushes.ts';

/** Notes in whose room an approval changed, so that it is told at once and not at the next look. */
export function announceApprovals(approvals: ApprovalRepository, placed: PlacedPushes): ApprovalRepository {
  const note = ({ merchantId }: ApprovalRecord) => placed.note(`merchant:${merchantId}:approvals`);
  return {
    ...approvals,
    open: async (approval) => {
      const opened = await approvals.open(approval);
      note(opened.approval);
      return opened;
    },
    decide: async (decision) => {
      const verdict = await approvals.decide(decision);
      if (verdict.type === 'decided') note(verdict.approval);
      return verdict;
    },
    finish: async (id, failureCode, now) => {
      const finished = await approvals.finish(id, failureCode, now);
      if (finished) note(finished);
      return finished;
    },
  };
}

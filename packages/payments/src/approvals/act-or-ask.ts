import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ApprovalAction } from '@fieldfare/protocol';
import { captureAmount, confirmPayment } from '../confirm-payment.ts';
import type { ConfirmInput } from '../confirm-payment.ts';
import { assertPossible } from '../operate.ts';
import type { ApprovalRecord, ApprovalRepository } from '../ports/approval-repository.ts';
import type { PaymentRecord } from '../records.ts';
import { REFUNDABLE, refundAmount, refundPayment } from '../refund-payment.ts';
import type { RefundDeps, RefundInput } from '../refund-payment.ts';
import { isApprovalNeeded } from './approval-needed.ts';

export interface ApprovalDeps extends RefundDeps {
  approvals: ApprovalRepository;
}

/** What came of it: the payment moved, or somebody else has to decide. */
export type ActedOrAsked = { type: 'acted'; payment: PaymentRecord } | { type: 'asked'; approval: ApprovalRecord };

/** Confirms the payment, or asks for approval where the profile wants a second person for so much. */
export async function confirmOrAsk(
  deps: ApprovalDeps,
  payment: PaymentRecord,
  input: ConfirmInput,
): Promise<ActedOrAsked> {
  const serviceFeeMinor = payment.feeMode === 'service_fee' ? payment.feeMinor : 0;
  const asked = await ask(deps, payment, {
    ...input,
    action: 'confirm',
    amountOf: () => captureAmount(payment, input.amountMinor) - serviceFeeMinor,
    check: () => assertPossible(payment, { ...input, operation: 'capture', from: ['authorized'] }),
    reason: null,
  });
  if (asked) return { type: 'asked', approval: asked };
  return { type: 'acted', payment: await confirmPayment(deps, payment, input) };
}

/** Refunds the payment, or asks for approval where the profile wants a second person for so much. */
export async function refundOrAsk(
  deps: ApprovalDeps,
  payment: PaymentRecord,
  input: RefundInput,
): Promise<ActedOrAsked> {
  const asked = await ask(deps, payment, {
    ...input,
    action: 'refund',
    amountOf: () => refundAmount(payment, input.amountMinor),
    check: () => assertPossible(payment, { operation: 'refund', from: REFUNDABLE }),
    reason: input.reason ?? null,
  });
  if (asked) return { type: 'asked', approval: asked };
  const rules = (await deps.merchants.profile(payment.merchantId))?.approvals;
  // Decided again upon what is there at the commit: of several at the same moment each may be small and their sum not.
  const isAllowed = (current: PaymentRecord, amountMinor: number) =>
    !rules || !isApprovalNeeded(rules, current, 'refund', amountMinor);
  return { type: 'acted', payment: await refundPayment(deps, payment, { ...input, isAllowed }) };
}

interface Question extends Pick<ConfirmInput, 'requestId' | 'actor'> {
  action: ApprovalAction;
  amountOf: () => number;
  /** Throws where the action could not be done anyway: nobody is asked about that. */
  check: () => void;
  reason: string | null;
}

async function ask(deps: ApprovalDeps, payment: PaymentRecord, question: Question): Promise<ApprovalRecord | null> {
  const rules = (await deps.merchants.profile(payment.merchantId))?.approvals;
  const hasRule = question.action === 'confirm' ? rules?.confirm_above_minor : rules?.refund_above_minor;
  if (!rules || hasRule === null || hasRule === undefined) return null;
  question.check();
  const amountMinor = question.amountOf();
  if (!isApprovalNeeded(rules, payment, question.action, amountMinor)) return null;
  const now = deps.clock.now();
  const { type, approval } = await deps.approvals.open({
    id: newId('approval', now),
    merchantId: payment.merchantId,
    mode: payment.mode,
    paymentId: payment.id,
    action: question.action,
    amountMinor,
    currency: payment.currency,
    reason: question.reason,
    requestedBy: question.actor,
    requestId: question.requestId,
    expiresAt: new Date(now.getTime() + rules.expire_after_minutes * 60_000),
    now,
  });
  if (type === 'pending' && approval.amountMinor !== amountMinor) throw otherPending();
  return approval;
}

function otherPending(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'approval_pending',
    message: 'Another amount of this payment waits for approval. Have it decided first.',
  });
}

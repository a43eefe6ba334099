import { FieldfareError } from '@fieldfare/protocol';
import type { PaymentStatus } from '@fieldfare/protocol';
import { refundedFeeOf } from './fees.ts';
import { operate } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import type { MerchantDirectory } from './ports/session-repository.ts';
import type { Actor, PaymentRecord } from './records.ts';

export interface RefundDeps extends OperationDeps {
  merchants: MerchantDirectory;
}

export interface RefundInput {
  /** In minor units; null refunds all that is left. */
  amountMinor: number | null;
  reason?: string | null;
  requestId: string | null;
  actor: Actor;
  /** Whether one person may return so much of the payment as it is in the very commit: others may have refunded meanwhile. */
  isAllowed?: (payment: PaymentRecord, amountMinor: number) => boolean;
}

/** The statuses in which there is something to return. */
export const REFUNDABLE: readonly PaymentStatus[] = ['captured', 'partially_refunded'];

/**
 * Returns captured money to the shopper: all that is left or a part. One refund is under way at a time, and one in doubt counts as under
 * way. The profile says whether the fee returns in proportion.
 */
export async function refundPayment(
  deps: RefundDeps,
  payment: PaymentRecord,
  input: RefundInput,
): Promise<PaymentRecord> {
  const profile = await deps.merchants.profile(payment.merchantId);
  const isFeeReturned = profile?.refundFee === 'returned';
  return operate(deps, payment, {
    operation: 'refund',
    amountOf: (current) => {
      const amountMinor = refundAmount(current, input.amountMinor);
      if (input.isAllowed?.(current, amountMinor) === false) throw refundedMeanwhile();
      return amountMinor;
    },
    from: REFUNDABLE,
    requestId: input.requestId,
    reason: input.reason ?? null,
    refundFeeOf: (current, amountMinor) => (isFeeReturned ? refundedFeeOf(current, amountMinor) : 0),
    actor: input.actor,
  });
}

/** What a refund of so much returns; null is all that is left. Throws where less is left: what a lost dispute took back, the shopper has. */
export function refundAmount(payment: PaymentRecord, amountMinor: number | null): number {
  if (payment.disputed) {
    throw new FieldfareError('conflict', {
      detail: 'payment_disputed',
      message: 'The payment is disputed: its amount is held until that is decided, and would be returned twice.',
    });
  }
  const { capturedMinor, refundedMinor, disputeLostMinor } = payment;
  const leftMinor = Math.max(0, capturedMinor - refundedMinor - disputeLostMinor);
  if (disputeLostMinor > 0 && leftMinor === 0 && capturedMinor > refundedMinor) throw lostDispute();
  if (amountMinor === null) return leftMinor;
  if (amountMinor < 1 || amountMinor > leftMinor) {
    const took = disputeLostMinor > 0 ? ` A lost dispute took ${disputeLostMinor}, which the shopper has.` : '';
    throw new FieldfareError('validation_error', {
      detail: 'amount_too_large',
      param: 'amount_minor',
      message: `At most ${leftMinor} minor units of ${payment.currency} are left to refund.${took}`,
    });
  }
  return amountMinor;
}

function lostDispute(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'payment_disputed',
    message: 'The dispute was lost: the shopper has the money back, and a refund would return it twice.',
  });
}

function refundedMeanwhile(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'payment_changed',
    retryable: true,
    message:
      'Somebody else refunded a part meanwhile, and so much now needs approval. Look at the payment again and repeat.',
  });
}

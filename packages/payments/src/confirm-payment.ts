import { FieldfareError } from '@fieldfare/protocol';
import { operate } from './operate.ts';
import type { OperationDeps } from './operate.ts';
import type { Actor, PaymentRecord } from './records.ts';

export interface ConfirmInput {
  /** Net of the service fee, in minor units; null confirms all of it. */
  amountMinor: number | null;
  expectedVersion?: number | undefined;
  requestId: string | null;
  actor: Actor;
}

/** Confirms an authorized payment, which captures it: all of it or less. The service fee, where there is one, is captured on top. */
export function confirmPayment(
  deps: OperationDeps,
  payment: PaymentRecord,
  input: ConfirmInput,
): Promise<PaymentRecord> {
  return operate(deps, payment, {
    operation: 'capture',
    amountOf: (current) => captureAmount(current, input.amountMinor),
    from: ['authorized'],
    requestId: input.requestId,
    expectedVersion: input.expectedVersion,
    actor: input.actor,
  });
}

/** What is captured for a confirm of so much net of the service fee; null is all of it. Throws where less is authorized. */
export function captureAmount(payment: PaymentRecord, amountMinor: number | null): number {
  if (amountMinor === null) return payment.authorizedMinor;
  const serviceFeeMinor = payment.feeMode === 'service_fee' ? payment.feeMinor : 0;
  const captureMinor = amountMinor + serviceFeeMinor;
  if (amountMinor < 1 || captureMinor > payment.authorizedMinor) {
    throw new FieldfareError('validation_error', {
      detail: 'amount_too_large',
      param: 'amount_minor',
      message: `At most ${payment.authorizedMinor - serviceFeeMinor} minor units of ${payment.currency} are authorized.`,
    });
  }
  return captureMinor;
}

import type { MoveVerdict, PaymentMove } from '@fieldfare/payments';
import type { Metrics } from './create-metrics.ts';

/** Counts a committed move. Only a move that changes the status is one in `payments_total`. */
export function notePaymentMove(metrics: Metrics, move: PaymentMove, verdict: MoveVerdict): void {
  if (verdict.type !== 'committed' || move.patch.status === undefined) return;
  const { status, mode, currency, authorizedMinor } = verdict.payment;
  metrics.payments.inc({ status, mode });
  if (status === 'authorized') metrics.paymentAmount.inc({ currency, mode }, authorizedMinor);
}

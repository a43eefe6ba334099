import type { MoveVerdict, PaymentMove } from '@fieldfare/payments';
import type { Metrics } from './create-metrics.ts';

/** What becomes of money that came to light after its payment was declined. */
const LATE: Readonly<Record<string, string>> = {
  'payment.found_late': 'found',
  'payment.released': 'released',
  'payment.release_failed': 'failed',
};

/** Counts a committed move. Only a move that changes the status is one in `payments_total`. */
export function notePaymentMove(metrics: Metrics, move: PaymentMove, verdict: MoveVerdict): void {
  if (verdict.type !== 'committed') return;
  const late = LATE[move.event.type];
  if (late !== undefined) metrics.lateAuthorizations.inc({ outcome: late });
  if (move.patch.status === undefined) return;
  const { status, mode, currency, authorizedMinor } = verdict.payment;
  metrics.payments.inc({ status, mode });
  if (status === 'authorized') metrics.paymentAmount.inc({ currency, mode }, authorizedMinor);
}

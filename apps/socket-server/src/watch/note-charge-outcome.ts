import type { MoveVerdict, PaymentMove } from '@fieldfare/payments';
import type { Watch } from './create-watch.ts';

/**
 * Weighs what a bank decided of a charge to a saved card among the merchant's declines: no shopper's request opens such a card, and whoever
 * tries stolen cards may save them first. A payment leaves doubt for `authorized` or `declined` once, by its own request or by reconciliation.
 */
export function noteChargeOutcome({ rates }: Pick<Watch, 'rates'>, { patch }: PaymentMove, verdict: MoveVerdict): void {
  if (verdict.type !== 'committed') return;
  const { sessionId, method, merchantId } = verdict.payment;
  if (sessionId !== null || method?.type !== 'card') return;
  if (patch.status === 'authorized' || patch.status === 'declined')
    rates.note('declines', merchantId, patch.status === 'declined');
}

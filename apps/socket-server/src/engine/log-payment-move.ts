import type { MoveVerdict, PaymentMove } from '@fieldfare/payments';
import type { Log } from '../logging/logger.ts';

/** One line for every move that was committed: what happened to which payment, by whom, and for which request. */
export function logPaymentMove(log: Log, move: PaymentMove, verdict: MoveVerdict): void {
  if (verdict.type !== 'committed') return;
  const { id, status, merchantId, sessionId } = verdict.payment;
  log.info(
    {
      event: move.event.type,
      payment_id: id,
      payment_status: status,
      merchant_id: merchantId,
      actor: move.actor.id ?? move.actor.type,
      ...(sessionId === null ? {} : { session_id: sessionId }),
      ...(move.requestId === null ? {} : { request_id: move.requestId }),
    },
    'payment moved',
  );
}

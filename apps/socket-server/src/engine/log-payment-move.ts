import type { MoveVerdict, PaymentMove } from '@fieldfare/payments';
import type { Log } from '../logging/logger.ts';

/**
 * One line for every move that was committed: what happened to which payment, by whom, and for which request. Money that its processor does
 * not let go is nobody's, so that somebody has to look.
 */
export function logPaymentMove(log: Log, move: PaymentMove, verdict: MoveVerdict): void {
  if (verdict.type !== 'committed') return;
  const { id, status, merchantId, sessionId } = verdict.payment;
  const words = {
    event: move.event.type,
    payment_id: id,
    payment_status: status,
    merchant_id: merchantId,
    actor: move.actor.id ?? move.actor.type,
    ...(sessionId === null ? {} : { session_id: sessionId }),
    ...(move.requestId === null ? {} : { request_id: move.requestId }),
  };
  if (move.event.type === 'payment.release_failed')
    log.error(words, 'money of a declined payment could not be released');
  else log.info(words, 'payment moved');
}

import type { EventType } from '@fieldfare/protocol';

/** What merchants hear of a fact, by the fact's name. What is not here (an operation that began) is nobody's business but the timeline's. */
const HEARD: Readonly<Record<string, EventType>> = {
  'payment.action_required': 'payment.requires_action',
  'payment.authorized': 'payment.authorized',
  'payment.declined': 'payment.declined',
  'payment.captured': 'payment.captured',
  'payment.canceled': 'payment.canceled',
  'payment.expired': 'payment.expired',
  'payment.pending': 'payment.pending',
  'payment.failed': 'payment.failed',
  'payment.unknown': 'payment.unknown',
  'payment.capture_unknown': 'payment.unknown',
  'payment.cancel_unknown': 'payment.unknown',
  'payment.capture_failed': 'payment.capture_failed',
  'payment.cancel_failed': 'payment.cancel_failed',
  'refund.started': 'refund.created',
  'refund.succeeded': 'refund.succeeded',
  'refund.failed': 'refund.failed',
  'refund.unknown': 'refund.unknown',
  'dispute.created': 'dispute.created',
  'dispute.updated': 'dispute.updated',
  'dispute.won': 'dispute.won',
  'dispute.lost': 'dispute.lost',
  'payment_method.created': 'payment_method.created',
  'payment_method.revoked': 'payment_method.revoked',
};

/**
 * The events that a fact makes. A payment that was in doubt and no longer is makes two: what it became, and that it was resolved.
 *
 * @param previousType what the same payment had come to just before, whatever was only begun since; null where that is nothing
 */
export function eventTypesOf(type: string, previousType: string | null): EventType[] {
  const heard = HEARD[type];
  if (heard === undefined) return [];
  const wasInDoubt = previousType !== null && HEARD[previousType] === 'payment.unknown';
  return wasInDoubt && heard !== 'payment.unknown' && heard.startsWith('payment.')
    ? [heard, 'payment.resolved']
    : [heard];
}

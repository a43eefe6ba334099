import type { ClaimedFact } from '@fieldfare/db';
import type { EnvelopeFacts } from './payment-envelope.ts';

/** The rooms of the console that hear of a fact: the merchant's, the payment's own and its shopper's, each with its place there. */
export function roomsOf(fact: ClaimedFact): EnvelopeFacts[] {
  const { payment } = fact;
  if (!payment) return [];
  const about = { payment, correlationId: fact.requestId, at: fact.committedAt };
  const rooms: [string | null, number | null][] = [
    [`merchant:${fact.merchantId}:payments`, fact.merchantRoomSequence],
    [`payment:${payment.id}`, fact.paymentRoomSequence],
    [fact.shopperRoom, fact.shopperRoomSequence],
  ];
  return rooms.flatMap(([room, sequence]) =>
    room === null || sequence === null ? [] : [{ ...about, room, sequence }],
  );
}

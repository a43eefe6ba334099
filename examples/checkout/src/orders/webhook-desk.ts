import type { Payment, WebhookEvent } from '@fieldfare/node';
import type { OrderStore } from './order-store.ts';

/** What the shop does with an event; it answers every one that it can verify, or it would be sent again. */
export type WebhookOutcome = 'order_updated' | 'known_already' | 'not_ours';

/**
 * Notes what became of an order's payment. Webhooks may come twice, late and out of order, so that the payment's version decides: an older
 * one changes nothing.
 */
export function noteWebhook(orders: OrderStore, event: WebhookEvent): WebhookOutcome {
  if (!isPayment(event.data) || event.data.reference === null) return 'not_ours';
  const { id, status, version, reference } = event.data;
  const order = orders.find(reference);
  if (order === undefined) return 'not_ours';
  // A declined try leaves the order to the next one; a newer payment of the same order has another id.
  if (order.payment !== undefined && order.payment.id === id && order.payment.version >= version)
    return 'known_already';
  orders.save({ ...order, payment: { id, status, version } });
  return 'order_updated';
}

/** Whether the shop may send the goods: the money is reserved or taken. */
export function isPaid({ payment }: { payment?: { status: string } | undefined }): boolean {
  return payment?.status === 'authorized' || payment?.status === 'captured';
}

function isPayment(data: WebhookEvent['data']): data is Payment {
  return data.object === 'payment';
}

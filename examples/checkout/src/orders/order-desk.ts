import { FieldfareApiError } from '@fieldfare/node';
import type { FieldfareClient, Session } from '@fieldfare/node';
import { CURRENCY, newOrderId, orderAmountMinor } from './order.ts';
import type { Cart, Order } from './order.ts';
import type { OrderStore } from './order-store.ts';
import { payState } from './pay-state.ts';
import type { PayState } from './pay-state.ts';

/** What the shop asks of the payment server. */
export interface ShopPayments {
  sessions: Pick<FieldfareClient['sessions'], 'create' | 'retrieve' | 'token'>;
}

export interface OrderDeskDeps {
  orders: OrderStore;
  payments: ShopPayments;
  shopOrigin: string;
}

/** An order as its page needs it. `ptToken` opens the fields, or the connection that follows the payment. */
export interface OpenOrder {
  order: Order;
  session: Session;
  state: PayState;
  ptToken: string | null;
}

/** Everything the shop asks of the payment server. */
export function createOrderDesk({ orders, payments, shopOrigin }: OrderDeskDeps) {
  return {
    /** Opens an order: makes its session the first time, asks how it stands every other time. */
    async open(orderId: string | undefined, cart: Cart): Promise<OpenOrder> {
      const known = orderId === undefined ? undefined : orders.find(orderId);
      if (known === undefined) return begin({ id: orderId ?? newOrderId(), cart, sessionId: '' });
      const session = await payments.sessions.retrieve(known.sessionId);
      return withToken(known, session);
    },

    async look(orderId: string): Promise<PayState | null> {
      const order = orders.find(orderId);
      return order === undefined ? null : payState(await payments.sessions.retrieve(order.sessionId));
    },

    /** A further token for the same session, or null while a payment is in flight. */
    async token(orderId: string): Promise<string | null> {
      const order = orders.find(orderId);
      return order === undefined ? null : nextToken(order.sessionId);
    },
  };

  /** The order's id is the idempotency key: asked twice, after a crash or at the same moment, it is one session. */
  async function begin(order: Order): Promise<OpenOrder> {
    const session = await payments.sessions.create(
      { amount_minor: orderAmountMinor(order.cart), currency: CURRENCY, origin: shopOrigin, reference: order.id },
      { idempotencyKey: `order-${order.id}` },
    );
    const saved = { ...order, sessionId: session.id };
    orders.save(saved);
    if (session.pt_token === undefined) return withToken(saved, session);
    return { order: saved, session, state: payState(session), ptToken: session.pt_token };
  }

  async function withToken(order: Order, session: Session): Promise<OpenOrder> {
    const state = payState(session);
    const ptToken = state.step === 'pay' || state.step === 'done' ? await nextToken(order.sessionId) : null;
    // Between the two questions somebody may have paid: then the page waits for the outcome.
    const isBusy = state.step === 'pay' && ptToken === null;
    return { order, session, state: isBusy ? { step: 'processing' } : state, ptToken };
  }

  async function nextToken(sessionId: string): Promise<string | null> {
    try {
      return (await payments.sessions.token(sessionId)).pt_token ?? null;
    } catch (error) {
      if (error instanceof FieldfareApiError && error.status === 409) return null;
      throw error;
    }
  }
}

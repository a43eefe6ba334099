import type { Page, WebSocket } from '@playwright/test';

/** What the payment server told a page's fields of one payment. */
export interface SeenPayment {
  id: string;
  status: string;
  version: number;
  decline_code: string | null;
}

const WATCHED = new WeakMap<Page, Map<string, SeenPayment>>();

/**
 * Follows the payments of a page from its fields' own socket, whatever the page itself shows. Call it before the page is opened: a
 * socket that is open already is not heard. Several calls for one page are one.
 */
export function watchPayments(page: Page): void {
  if (WATCHED.has(page)) return;
  const payments = new Map<string, SeenPayment>();
  WATCHED.set(page, payments);
  page.on('websocket', (socket: WebSocket) => {
    socket.on('framereceived', ({ payload }) => {
      for (const payment of paymentsIn(String(payload))) note(payments, payment);
    });
  });
}

/** The payments that the page was told of so far, oldest first. Throws where nobody watches. */
export function paymentsOf(page: Page): SeenPayment[] {
  const payments = WATCHED.get(page);
  if (payments === undefined) {
    throw new Error('Nobody watches the payments of this page: call watchPayments(page) before page.goto(…).');
  }
  return [...payments.values()];
}

/** Every payment in a frame of the socket: an acknowledgement, a push, or the session that either holds. */
export function paymentsIn(frame: string): SeenPayment[] {
  const start = frame.search(/[[{]/);
  if (!/^4[23]/.test(frame) || start < 0) return [];
  try {
    return search(JSON.parse(frame.slice(start)));
  } catch {
    return [];
  }
}

function search(value: unknown): SeenPayment[] {
  if (typeof value !== 'object' || value === null) return [];
  const { id, status, version, decline_code = null } = value as Partial<SeenPayment>;
  if (typeof id === 'string' && id.startsWith('pay_') && status !== undefined && version !== undefined) {
    return [{ id, status, version, decline_code }];
  }
  return Object.values(value).flatMap(search);
}

/** Pushes and answers may overtake each other; versions only rise. */
function note(payments: Map<string, SeenPayment>, payment: SeenPayment): void {
  const known = payments.get(payment.id);
  if (known === undefined || known.version < payment.version) payments.set(payment.id, payment);
}

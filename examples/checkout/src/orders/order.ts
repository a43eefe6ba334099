import { randomInt } from 'node:crypto';

/** What the shopper chose. Prices never come from the browser. */
export interface Cart {
  quantity: number;
  hasSeedling: boolean;
}

export interface OrderLine {
  name: string;
  quantity: number;
  amountMinor: number;
}

/** One order is paid by one session, however often its page is opened. */
export interface Order {
  id: string;
  cart: Cart;
  sessionId: string;
  /** What webhooks told of its payment. */
  payment?: { id: string; status: string; version: number };
}

export const CURRENCY = 'USD';
export const NOTEBOOKS = { name: 'Field notebooks, set of three', priceMinor: 4900 };
export const SEEDLING = { name: 'Plant a hedge seedling', priceMinor: 51 };
export const DEFAULT_CART: Cart = { quantity: 1, hasSeedling: false };

export function orderLines({ quantity, hasSeedling }: Cart): OrderLine[] {
  const notebooks = { name: NOTEBOOKS.name, quantity, amountMinor: quantity * NOTEBOOKS.priceMinor };
  return hasSeedling
    ? [notebooks, { name: SEEDLING.name, quantity: 1, amountMinor: SEEDLING.priceMinor }]
    : [notebooks];
}

export function orderAmountMinor(cart: Cart): number {
  return orderLines(cart).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** "$49.00" */
export function formatAmount(amountMinor: number): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: CURRENCY }).format(amountMinor / 100);
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz';

/** 24 random letters. No digits: a number that happens to read like a card's would be refused as a reference. */
export function newOrderId(): string {
  return Array.from({ length: 24 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}

import { DEFAULT_CART } from '../orders/order.ts';
import type { Cart } from '../orders/order.ts';

/** `2.s`: two sets and a seedling. Whatever else a cookie says is the default cart. */
export function readCart(cookies: ReadonlyMap<string, string>): Cart {
  const match = /^([1-9])(\.s)?$/.exec(cookies.get('cart') ?? '');
  return match === null ? DEFAULT_CART : { quantity: Number(match[1]), hasSeedling: match[2] !== undefined };
}

export function writeCart(form: URLSearchParams): string {
  const quantity = Math.min(9, Math.max(1, Math.trunc(Number(form.get('quantity'))) || 1));
  return `${quantity}${form.get('seedling') === 'on' ? '.s' : ''}`;
}

import { idOf, Mode } from '@fieldfare/protocol';
import * as z from 'zod';

/** Where a shopper's account exists. */
export const Shop = z.strictObject({ merchant: idOf('merchant'), mode: Mode });
export type Shop = z.infer<typeof Shop>;

const KEY = 'fieldfare-shop';

/** The shop that an address names: `?merchant=mer_…&mode=test`; live unless it says so. */
export function shopOf(params: { get(name: string): string | null }): Shop | null {
  return Shop.safeParse({ merchant: params.get('merchant'), mode: params.get('mode') ?? 'live' }).data ?? null;
}

/** Remembers the shop for the next sign-in in this browser. Nothing in it is secret. */
export function rememberShop(shop: Shop): void {
  localStorage.setItem(KEY, JSON.stringify(shop));
}

/** What this browser remembers, as it is written; null for nothing. */
export function keptShop(): string | null {
  return localStorage.getItem(KEY);
}

/** Reads what was remembered; null for what is no shop. */
export function parseShop(kept: string | null): Shop | null {
  try {
    return kept === null ? null : (Shop.safeParse(JSON.parse(kept)).data ?? null);
  } catch {
    return null;
  }
}

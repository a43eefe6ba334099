'use client';
import type { SignedInUser } from '@fieldfare/protocol';
import { createContext, use } from 'react';
import type { RestClient } from '../api/rest-client.ts';

export interface Shopper {
  user: SignedInUser;
  shop: NonNullable<SignedInUser['shopper']>;
  rest: RestClient;
}

export const ShopperContext = createContext<Shopper | null>(null);

/** The signed-in shopper around the calling component. */
export function useShopper(): Shopper {
  const value = use(ShopperContext);
  if (value === null) throw new Error('useShopper is only for components inside the signed-in shopper’s pages');
  return value;
}

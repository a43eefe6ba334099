'use client';
import type { MerchantRole, Permission, SignedInUser } from '@fieldfare/protocol';
import { createContext, use } from 'react';
import type { RestClient, Scope } from '../api/rest-client.ts';
import type { LiveStore } from '../live/live-store.ts';

/** The merchant at hand, and as what the user sees it. */
export interface MerchantAtHand {
  id: string;
  name: string;
  role: MerchantRole | 'operator';
  permissions: readonly Permission[];
}

export interface Console {
  user: SignedInUser;
  merchant: MerchantAtHand;
  scope: Scope;
  rest: RestClient;
  live: LiveStore;
  /** Asks for the user's rights anew, because they have changed. */
  renewRights: () => void;
  /** Whether the user's role allows it. The server checks again; this only spares people a refusal. */
  can: (permission: Permission) => boolean;
}

export const ConsoleContext = createContext<Console | null>(null);

/** The signed-in console around the calling component. */
export function useConsole(): Console {
  const value = use(ConsoleContext);
  if (value === null) throw new Error('useConsole is only for components inside the signed-in console');
  return value;
}

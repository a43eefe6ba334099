'use client';
import type { Permission, SignedInUser } from '@fieldfare/protocol';
import { createContext, use } from 'react';
import type { RestClient, Scope } from '../api/rest-client.ts';
import type { LiveStore } from '../live/live-store.ts';

export interface Console {
  user: SignedInUser;
  merchant: SignedInUser['merchants'][number];
  scope: Scope;
  rest: RestClient;
  live: LiveStore;
  /** Whether the user's role allows it. The server checks again; this only spares people a refusal. */
  can: (permission: Permission) => boolean;
  /** Tries to get the live connection back at once. */
  reconnect: () => void;
}

export const ConsoleContext = createContext<Console | null>(null);

/** The signed-in console around the calling component. */
export function useConsole(): Console {
  const value = use(ConsoleContext);
  if (value === null) throw new Error('useConsole is only for components inside the signed-in console');
  return value;
}

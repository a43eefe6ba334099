'use client';
import { useStore } from 'zustand';
import { useConsole } from './shell/console-context.ts';

const FALLBACK_MS = 15_000;

/** How often to ask while nothing is pushed; false while the live connection is up. */
export function useFallbackInterval(): number | false {
  const { live } = useConsole();
  const isConnected = useStore(live, (store) => store.connection === 'connected');
  return isConnected ? false : FALLBACK_MS;
}

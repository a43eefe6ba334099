'use client';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';

const FALLBACK_MS = 15_000;

/** How often to ask while nothing is pushed; false while the live connection is up. */
export function useFallbackInterval(): number | false {
  return useFieldfareSocket().state === 'connected' ? false : FALLBACK_MS;
}

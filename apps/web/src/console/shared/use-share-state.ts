'use client';
import type { SharedState } from '@fieldfare/protocol';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
import { useCallback } from 'react';
import { newOwnRequest } from './own-requests.ts';

/** Brings how this window looks to the person's other windows, wherever they are open. What cannot be sent is not missed. */
export function useShareState(): (state: SharedState) => void {
  const { ask } = useFieldfareSocket();
  return useCallback(
    (state) => void ask('state:publish', { request_id: newOwnRequest(), state }).catch(() => undefined),
    [ask],
  );
}

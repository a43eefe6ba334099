'use client';
import { CONSOLE_PUSHES, type ConsolePushPayload } from '@fieldfare/protocol';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
import { useEffect } from 'react';
import { isOwnRequest } from './own-requests.ts';

export type Sync = ConsolePushPayload<'session:sync'>['payload'];

/** Hears what the person's other windows, and the server, have to say to this one. Keep the listener the same from one rendering to the next. */
export function useSharedState(userId: string, listener: (sync: Sync) => void): void {
  const { subscribe } = useFieldfareSocket();
  useEffect(
    () =>
      subscribe(`user:${userId}`, {
        push: (push) => {
          const parsed = CONSOLE_PUSHES['session:sync'].safeParse(push);
          if (parsed.success && !isOwnRequest(parsed.data.correlation_id)) listener(parsed.data.payload);
        },
      }),
    [subscribe, userId, listener],
  );
}

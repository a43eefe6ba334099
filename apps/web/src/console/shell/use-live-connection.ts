'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Scope } from '../api/rest-client.ts';
import type { TokenSource } from '../api/token-source.ts';
import { LiveConnection } from '../live/live-connection.ts';
import { openLiveSocket } from '../live/live-socket.ts';
import { createLiveStore, type LiveStore } from '../live/live-store.ts';
import { applyPayment } from '../payments/apply-payment.ts';
import { queryKeys } from '../query-keys.ts';
import { leaveConsole } from './leave-console.ts';
import { SIGNED_OUT_CHANNEL } from './signed-out-channel.ts';

export interface LiveConnectionOptions {
  paymentsOrigin: string;
  tokens: TokenSource;
  /** Null until it is known for whom. */
  scope: Scope | null;
}

/** One socket for the tab and merchant, whatever page is shown; another merchant or mode gets a new one. */
export function useLiveConnection({ paymentsOrigin, tokens, scope }: LiveConnectionOptions): {
  live: LiveStore;
  reconnect: () => void;
} {
  const queryClient = useQueryClient();
  const [live] = useState(createLiveStore);
  const connection = useRef<LiveConnection>(undefined);
  const reconnect = useCallback(() => connection.current?.retryNow(), []);

  useEffect(() => {
    if (!scope) return undefined;
    const current = new LiveConnection({
      openSocket: (token) => openLiveSocket(paymentsOrigin, token),
      tokens,
      merchantId: scope.merchantId,
      onState: (state) => live.getState().setConnection(state),
      onPayment: (payment) => applyPayment({ queryClient, live, scope }, payment),
      onResync: () => void queryClient.invalidateQueries({ queryKey: queryKeys.scope(scope) }),
      onSignedOut: () => leaveConsole('ended'),
      later: (run, delayMs) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    });
    connection.current = current;
    current.start();
    return () => current.stop();
  }, [queryClient, live, paymentsOrigin, tokens, scope]);

  useEffect(() => {
    const whenSeen = () => {
      if (document.visibilityState === 'visible') reconnect();
    };
    const channel = new BroadcastChannel(SIGNED_OUT_CHANNEL);
    channel.addEventListener('message', () => leaveConsole('signed_out'));
    window.addEventListener('online', reconnect);
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      channel.close();
      window.removeEventListener('online', reconnect);
      document.removeEventListener('visibilitychange', whenSeen);
    };
  }, [reconnect]);

  return { live, reconnect };
}

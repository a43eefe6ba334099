'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Scope } from '../api/rest-client.ts';
import { ConsoleSocket, openTransport } from '@fieldfare/sdk/react-console';
import { SignedOutError, type TokenSource } from '../api/token-source.ts';
import { paymentsListener } from '../live/payments-listener.ts';
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
  const connection = useRef<ConsoleSocket>(undefined);
  const reconnect = useCallback(() => connection.current?.reconnect(), []);

  useEffect(() => {
    if (!scope) return undefined;
    const socket = new ConsoleSocket({
      open: (token) => openTransport(paymentsOrigin, token),
      token: async (options) => (await tokens.get(options)).token,
      isOver: (error) => error instanceof SignedOutError,
      later: (run, delayMs) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    });
    const stopObserving = socket.observe(() => {
      live.getState().setConnection(socket.snapshot.state);
      if (socket.snapshot.lastError?.detail === 'session_ended') leaveConsole('ended');
    });
    socket.subscribe(
      `merchant:${scope.merchantId}:payments`,
      paymentsListener({
        onPayment: (payment) => applyPayment({ queryClient, live, scope }, payment),
        onResync: () => void queryClient.invalidateQueries({ queryKey: queryKeys.scope(scope) }),
      }),
    );
    const readNotifications = () => void queryClient.invalidateQueries({ queryKey: queryKeys.notifications(scope) });
    socket.subscribe(`merchant:${scope.merchantId}:dashboard`, {
      push: readNotifications,
      subscribed: readNotifications,
    });
    const readApprovals = () => void queryClient.invalidateQueries({ queryKey: queryKeys.approvals(scope) });
    socket.subscribe(`merchant:${scope.merchantId}:approvals`, { push: readApprovals, subscribed: readApprovals });
    connection.current = socket;
    socket.start();
    return () => {
      stopObserving();
      socket.stop();
    };
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

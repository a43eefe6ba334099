'use client';
import type { SignedInUser } from '@fieldfare/protocol';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Scope } from '../api/rest-client.ts';
import type { LiveStore } from '../live/live-store.ts';
import { paymentsListener } from '../live/payments-listener.ts';
import { applyPayment } from '../payments/apply-payment.ts';
import { queryKeys } from '../query-keys.ts';

export interface ConsoleRoomsOptions {
  live: LiveStore;
  /** Null until it is known for whom. */
  scope: Scope | null;
  user: SignedInUser | undefined;
}

/** Hears what the merchant at hand, and the person, should know, whatever page is shown. */
export function useConsoleRooms({ live, scope, user }: ConsoleRoomsOptions): void {
  const { subscribe } = useFieldfareSocket();
  const queryClient = useQueryClient();
  const userId = user?.id;
  const isOperator = user?.role === 'ADMIN';

  useEffect(() => {
    if (!scope) return undefined;
    const merchant = `merchant:${scope.merchantId}`;
    const leave = subscribe(
      `${merchant}:payments`,
      paymentsListener({
        onPayment: (payment) => applyPayment({ queryClient, live, scope }, payment),
        onResync: () => void queryClient.invalidateQueries({ queryKey: queryKeys.scope(scope) }),
      }),
    );
    const readApprovals = () => void queryClient.invalidateQueries({ queryKey: queryKeys.approvals(scope) });
    const leaveApprovals = subscribe(`${merchant}:approvals`, { push: readApprovals, subscribed: readApprovals });
    return () => {
      leave();
      leaveApprovals();
    };
  }, [subscribe, queryClient, live, scope]);

  useEffect(() => {
    if (!scope || userId === undefined) return undefined;
    const read = () => void queryClient.invalidateQueries({ queryKey: queryKeys.notifications(scope) });
    // A merchant's notifications, the person's own, and the operators'.
    const rooms = [`merchant:${scope.merchantId}:dashboard`, `user:${userId}`, ...(isOperator ? ['role:ADMIN'] : [])];
    const leaves = rooms.map((room) =>
      subscribe(room, {
        push: (push) => {
          if (push.type === 'notification:new') read();
        },
        subscribed: read,
      }),
    );
    return () => {
      for (const leave of leaves) leave();
    };
  }, [subscribe, queryClient, scope, userId, isOperator]);
}

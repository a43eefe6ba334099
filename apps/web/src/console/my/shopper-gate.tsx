'use client';
import { EmptyState, ErrorState } from '@fieldfare/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createRestClient } from '../api/rest-client.ts';
import { problemWords } from '../problem-words.ts';
import { queryKeys } from '../query-keys.ts';
import { ConsoleFrame } from '../shell/console-frame.tsx';
import { IdleNotice } from '../shell/idle-notice.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import type { SessionGateProps } from '../shell/session-gate.tsx';
import { SignOutButton } from '../shell/sign-out-button.tsx';
import { useLeaveWhenOver } from '../shell/use-leave-when-over.ts';
import { SharedTheme } from '../shared/shared-theme.tsx';
import { ShopperBar } from './shopper-bar.tsx';
import { ShopperContext, type Shopper } from './shopper-context.ts';

/** Waits for who is signed in; then everything below has a shopper and a client that speaks for them. */
export function ShopperGate({ paymentsOrigin, tokens, children }: SessionGateProps) {
  const session = useQuery({
    queryKey: queryKeys.session,
    queryFn: async () => (await tokens.get()).user,
    staleTime: Infinity,
  });
  const user = session.data;
  const rest = useMemo(() => createRestClient({ paymentsOrigin, tokens, scope: null }), [paymentsOrigin, tokens]);
  const value = useMemo<Shopper | null>(
    () => (user?.shopper ? { user, shop: user.shopper, rest } : null),
    [user, rest],
  );
  useLeaveWhenOver();

  if (value) {
    return (
      <ShopperContext value={value}>
        <SharedTheme userId={value.user.id} />
        <ConsoleFrame bar={<ShopperBar />} banner={<IdleNotice />}>
          {children}
        </ConsoleFrame>
      </ShopperContext>
    );
  }
  return (
    <ConsoleFrame>
      {user ? (
        <EmptyState isPage title="This page is for shoppers" action={<SignOutButton />}>
          You are signed in as {user.email}, who works at the console. Sign out to sign in as a shopper.
        </EmptyState>
      ) : session.isError ? (
        <ErrorState
          isPage
          title="Your payments could not be opened"
          {...problemWords(session.error)}
          onRetry={() => void session.refetch()}
          isRetrying={session.isFetching}
        />
      ) : (
        <PageSkeleton />
      )}
    </ConsoleFrame>
  );
}

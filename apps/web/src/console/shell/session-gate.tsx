'use client';
import { EmptyState, ErrorState } from '@fieldfare/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { createRestClient } from '../api/rest-client.ts';
import type { TokenSource } from '../api/token-source.ts';
import { queryKeys } from '../query-keys.ts';
import { problemWords } from '../problem-words.ts';
import { ConsoleContext, type Console } from './console-context.ts';
import { ConsoleFrame } from './console-frame.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import { usePreferences } from './preferences.ts';
import { TopBar } from './top-bar.tsx';
import { useLiveConnection } from './use-live-connection.ts';

export interface SessionGateProps {
  paymentsOrigin: string;
  tokens: TokenSource;
  children: ReactNode;
}

/** Waits for who is signed in; then everything below has a user, a merchant and a client that speaks for them. */
export function SessionGate({ paymentsOrigin, tokens, children }: SessionGateProps) {
  const session = useQuery({
    queryKey: queryKeys.session,
    queryFn: async () => (await tokens.get()).user,
    staleTime: Infinity,
  });
  const mode = usePreferences((preferences) => preferences.mode);
  const merchantId = usePreferences((preferences) => preferences.merchantId);
  const user = session.data;
  const merchant = user?.merchants.find((candidate) => candidate.id === merchantId) ?? user?.merchants[0];
  const scopedMerchantId = merchant?.id;
  const scope = useMemo(
    () => (scopedMerchantId === undefined ? null : { merchantId: scopedMerchantId, mode }),
    [scopedMerchantId, mode],
  );
  const rest = useMemo(
    () => scope && createRestClient({ paymentsOrigin, tokens, scope }),
    [paymentsOrigin, tokens, scope],
  );
  const { live, reconnect } = useLiveConnection({ paymentsOrigin, tokens, scope });

  const value = useMemo<Console | null>(() => {
    if (!user || !merchant || !scope || !rest) return null;
    return {
      user,
      merchant,
      scope,
      rest,
      live,
      reconnect,
      can: (permission) => merchant.permissions.includes(permission),
    };
  }, [user, merchant, scope, rest, live, reconnect]);

  if (value) {
    return (
      <ConsoleContext value={value}>
        <ConsoleFrame bar={<TopBar />}>{children}</ConsoleFrame>
      </ConsoleContext>
    );
  }
  if (user) {
    return (
      <ConsoleFrame>
        <EmptyState isPage title="No merchant yet">
          Your account works for no merchant. Ask whoever runs this server to add you to one.
        </EmptyState>
      </ConsoleFrame>
    );
  }
  return (
    <ConsoleFrame>
      {session.isError ? (
        <ErrorState
          isPage
          title="The console could not open"
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

'use client';
import { EmptyState, ErrorState } from '@fieldfare/ui';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { createRestClient } from '../api/rest-client.ts';
import type { TokenSource } from '../api/token-source.ts';
import { queryKeys } from '../query-keys.ts';
import { problemWords } from '../problem-words.ts';
import { ConsoleContext, type Console } from './console-context.ts';
import { ConsoleFrame } from './console-frame.tsx';
import { BroadcastBanner } from '../broadcasts/broadcast-banner.tsx';
import { MerchantPicker } from '../operator/merchant-picker.tsx';
import { VisitNotice } from '../operator/visit-notice.tsx';
import { MustSetUp } from '../second-factor/must-set-up.tsx';
import { SharedLook } from '../shared/shared-look.tsx';
import { IdleNotice } from './idle-notice.tsx';
import { merchantAtHand } from './merchant-at-hand.ts';
import { PageSkeleton } from './page-skeleton.tsx';
import { usePreferences } from './preferences.ts';
import { SignOutButton } from './sign-out-button.tsx';
import { TopBar } from './top-bar.tsx';
import { createLiveStore } from '../live/live-store.ts';
import { useConsoleRooms } from './use-console-rooms.ts';
import { useLeaveWhenOver } from './use-leave-when-over.ts';

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
  const visited = usePreferences((preferences) => preferences.visited);
  const user = session.data;
  const merchant = user && merchantAtHand(user, merchantId, visited);
  const mustSetUp = user?.must_set_up_second_factor === true;
  const scopedMerchantId = mustSetUp ? undefined : merchant?.id;
  const scope = useMemo(
    () => (scopedMerchantId === undefined ? null : { merchantId: scopedMerchantId, mode }),
    [scopedMerchantId, mode],
  );
  const rest = useMemo(
    () => scope && createRestClient({ paymentsOrigin, tokens, scope }),
    [paymentsOrigin, tokens, scope],
  );
  const [live] = useState(createLiveStore);
  // The answer puts the user, with the rights of now, into the cache.
  const renewRights = useCallback(() => void tokens.get({ isFresh: true }).catch(() => undefined), [tokens]);
  useConsoleRooms({ live, scope, user });
  useLeaveWhenOver();
  const isShopper = user?.role === 'CUSTOMER';
  useEffect(() => {
    if (isShopper) window.location.replace('/console/my');
  }, [isShopper]);

  // The recovery codes are still shown when the rights have come already.
  const [isShownCodes, setIsShownCodes] = useState(false);

  const value = useMemo<Console | null>(() => {
    if (!user || !merchant || !scope || !rest) return null;
    return {
      user,
      merchant,
      scope,
      rest,
      live,
      renewRights,
      can: (permission) => merchant.permissions.includes(permission),
    };
  }, [user, merchant, scope, rest, live, renewRights]);

  if (user && (mustSetUp || isShownCodes)) {
    return (
      <ConsoleFrame bar={<WayOut />} banner={<IdleNotice />}>
        <MustSetUp
          email={user.email}
          paymentsOrigin={paymentsOrigin}
          tokens={tokens}
          onCodes={() => setIsShownCodes(true)}
          onDone={() => {
            setIsShownCodes(false);
            renewRights();
          }}
        />
      </ConsoleFrame>
    );
  }
  if (value) {
    return (
      <ConsoleContext value={value}>
        <SharedLook />
        <ConsoleFrame bar={<TopBar />} banner={<Banners />}>
          {children}
        </ConsoleFrame>
      </ConsoleContext>
    );
  }
  if (user && !isShopper) {
    return (
      <ConsoleFrame bar={<WayOut />} banner={<IdleNotice />}>
        {user.permissions.includes('merchants:read') ? (
          <MerchantPicker paymentsOrigin={paymentsOrigin} tokens={tokens} />
        ) : (
          <EmptyState isPage title="No merchant yet">
            Your account works for no merchant. Ask whoever runs this server to add you to one.
          </EmptyState>
        )}
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

/** What stands above every page. */
function Banners() {
  return (
    <>
      <IdleNotice />
      <BroadcastBanner />
      <VisitNotice />
    </>
  );
}

/** Stands in the bar where there is no merchant and so no menu. */
function WayOut() {
  return (
    <div className="ml-auto">
      <SignOutButton />
    </div>
  );
}

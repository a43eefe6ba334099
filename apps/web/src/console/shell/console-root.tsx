'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { fetchConsoleToken } from '../api/fetch-console-token.ts';
import { createTokenSource } from '../api/token-source.ts';
import { queryKeys } from '../query-keys.ts';
import { createQueryClient } from './create-query-client.ts';
import { leaveConsole } from './leave-console.ts';
import { SessionGate } from './session-gate.tsx';

/** Holds what lives as long as the tab: the cache and the token. */
export function ConsoleRoot({ paymentsOrigin, children }: { paymentsOrigin: string; children: ReactNode }) {
  const [{ queryClient, tokens }] = useState(() => {
    const queryClient = createQueryClient(() => leaveConsole('ended'));
    const tokens = createTokenSource({
      fetchToken: fetchConsoleToken,
      now: () => Date.now(),
      onAnswer: (answer) => queryClient.setQueryData(queryKeys.session, answer.user),
    });
    return { queryClient, tokens };
  });
  return (
    <QueryClientProvider client={queryClient}>
      <SessionGate paymentsOrigin={paymentsOrigin} tokens={tokens}>
        {children}
      </SessionGate>
    </QueryClientProvider>
  );
}

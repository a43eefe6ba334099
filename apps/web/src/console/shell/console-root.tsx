'use client';
import { FieldfareSocketProvider } from '@fieldfare/sdk/react-console';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { fetchConsoleToken } from '../api/fetch-console-token.ts';
import { createTokenSource, SignedOutError } from '../api/token-source.ts';
import { ShopperGate } from '../my/shopper-gate.tsx';
import { queryKeys } from '../query-keys.ts';
import { createQueryClient } from './create-query-client.ts';
import { leaveConsole } from './leave-console.ts';
import { SessionGate } from './session-gate.tsx';

export interface ConsoleRootProps {
  paymentsOrigin: string;
  /** Whom the pages below are for: those who work for a merchant, or its shoppers. */
  audience: 'people' | 'shoppers';
  children: ReactNode;
}

const isOver = (error: unknown) => error instanceof SignedOutError;

/** Holds what lives as long as the tab: the cache, the token and the socket. */
export function ConsoleRoot({ paymentsOrigin, audience, children }: ConsoleRootProps) {
  const [{ queryClient, tokens, token }] = useState(() => {
    const queryClient = createQueryClient(() => leaveConsole('ended'));
    const tokens = createTokenSource({
      fetchToken: fetchConsoleToken,
      now: () => Date.now(),
      onAnswer: (answer) => queryClient.setQueryData(queryKeys.session, answer.user),
    });
    const token = async (options: { isFresh: boolean }) => (await tokens.get(options)).token;
    return { queryClient, tokens, token };
  });
  const Gate = audience === 'people' ? SessionGate : ShopperGate;
  return (
    <QueryClientProvider client={queryClient}>
      <FieldfareSocketProvider paymentsOrigin={paymentsOrigin} token={token} isOver={isOver}>
        <Gate paymentsOrigin={paymentsOrigin} tokens={tokens}>
          {children}
        </Gate>
      </FieldfareSocketProvider>
    </QueryClientProvider>
  );
}

'use client';
import { Balance, Statement } from '@fieldfare/protocol';
import type { Currency } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

const REFETCH_MS = 15_000;

/** What the merchant is owed, by currency. */
export function useBalance() {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: [...queryKeys.balance(scope), 'now'],
    queryFn: ({ signal }) => rest({ path: '/v1/balance', schema: Balance, signal }),
    enabled: can('balance:read'),
    refetchInterval: REFETCH_MS,
  });
}

/** The account by day; `from` and `to` are UTC days. */
export function useStatement(currency: Currency, from: string, to: string) {
  const { rest, scope } = useConsole();
  return useQuery({
    queryKey: [...queryKeys.balance(scope), currency, from, to],
    queryFn: ({ signal }) =>
      rest({ path: '/v1/balance/statement', schema: Statement, query: { currency, from, to }, signal }),
    refetchInterval: REFETCH_MS,
  });
}

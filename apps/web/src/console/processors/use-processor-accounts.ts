'use client';
import { ProcessorAccountList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

/** The merchant's accounts at processors in the mode at hand, by priority. */
export function useProcessorAccounts() {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: queryKeys.processorAccounts(scope),
    queryFn: ({ signal }) => rest({ path: '/v1/processor_accounts', schema: ProcessorAccountList, signal }),
    enabled: can('processors:read'),
  });
}

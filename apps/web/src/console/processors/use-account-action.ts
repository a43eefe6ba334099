'use client';
import type * as z from 'zod';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useRestAction } from '../use-rest-action.ts';

/** Adds, changes or tries an account. */
export function useAccountAction<T extends z.ZodType>(path: string, schema: T) {
  const { scope } = useConsole();
  return useRestAction(path, schema, queryKeys.processorAccounts(scope));
}

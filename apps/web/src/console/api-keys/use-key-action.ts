'use client';
import type * as z from 'zod';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useRestAction } from '../use-rest-action.ts';

/** Creates, changes, rotates or revokes a key. What is answered is kept nowhere but with the caller. */
export function useKeyAction<T extends z.ZodType>(path: string, schema: T) {
  const { scope } = useConsole();
  return useRestAction(path, schema, queryKeys.apiKeys(scope));
}

'use client';
import type * as z from 'zod';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useRestAction } from '../use-rest-action.ts';

/** Changes an endpoint, or sends something to it, and looks at all of them again. What is answered is kept nowhere but with the caller. */
export function useEndpointAction<T extends z.ZodType>(path: string, schema: T, method: 'POST' | 'DELETE' = 'POST') {
  const { scope } = useConsole();
  return useRestAction(path, schema, queryKeys.endpoints(scope), method);
}

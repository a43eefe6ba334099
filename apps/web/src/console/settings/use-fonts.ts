'use client';
import { FontList } from '@fieldfare/protocol';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

/** The font files of the merchant's fields. */
export function useFonts() {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: queryKeys.fonts(scope),
    queryFn: ({ signal }) => rest({ path: '/v1/fonts', schema: FontList, signal }),
    enabled: can('profile:read'),
  });
}

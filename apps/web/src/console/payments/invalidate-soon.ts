import type { QueryClient, QueryKey } from '@tanstack/react-query';

const PAUSE_MS = 1_000;
const planned = new WeakMap<QueryClient, Set<string>>();

/** Reads again within a second, and once for however many changes came meanwhile: a busy shop must not become a busy console. */
export function invalidateSoon(queryClient: QueryClient, queryKey: QueryKey): void {
  const names = planned.get(queryClient) ?? new Set<string>();
  planned.set(queryClient, names);
  const name = JSON.stringify(queryKey);
  if (names.has(name)) return;
  names.add(name);
  setTimeout(() => {
    names.delete(name);
    void queryClient.invalidateQueries({ queryKey });
  }, PAUSE_MS);
}

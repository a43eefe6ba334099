import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { SignedOutError } from '../api/token-source.ts';

const RETRIES = 2;

/** The cache of one tab. A session that ended anywhere ends it everywhere. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof SignedOutError) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // Being offline is an error like any other: shown, and tried again.
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (failures, error) => error instanceof ApiError && error.isTransient && failures < RETRIES,
      },
      // A change is repeated by a person, with the same idempotency key, and never by a timer. Its answer may hold a secret, so it is not kept.
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  });
}

'use client';
import { MerchantEntryList } from '@fieldfare/protocol';
import { Badge, EmptyState, ErrorState, Skeleton, TextField } from '@fieldfare/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { RestClient } from '../api/rest-client.ts';
import { problemWords } from '../problem-words.ts';
import { queryKeys } from '../query-keys.ts';
import { usePreferences } from '../shell/preferences.ts';

const SHOWN = 20;

/** Finds a merchant by name or id, for whoever runs the installation. Each is a button that opens it. */
export function MerchantSearch({ rest, onChosen }: { rest: RestClient; onChosen: () => void }) {
  const visit = usePreferences((preferences) => preferences.visit);
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: queryKeys.merchants(search),
    queryFn: ({ signal }) =>
      rest({ path: '/v1/merchants', schema: MerchantEntryList, query: { limit: SHOWN, search }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="grid gap-3">
      <TextField
        label="Find a merchant"
        type="search"
        placeholder="Name or id"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.data === undefined ? (
        found.isError ? (
          <ErrorState
            title="The merchants could not be read"
            {...problemWords(found.error)}
            onRetry={() => void found.refetch()}
            isRetrying={found.isFetching}
          />
        ) : (
          <Skeleton className="h-24 w-full" />
        )
      ) : found.data.data.length === 0 ? (
        <EmptyState title="No such merchant">
          The beginning of a word of the name, or the whole id, finds it.
        </EmptyState>
      ) : (
        <ul aria-label="Merchants" className="divide-y divide-line rounded-md border border-line">
          {found.data.data.map(({ id, name, status }) => (
            <li key={id}>
              <button
                type="button"
                className="grid w-full gap-0.5 px-3 py-2 text-left -outline-offset-2! hover:bg-sunken"
                onClick={() => {
                  visit({ id, name });
                  onChosen();
                }}
              >
                <span className="flex items-center gap-2 font-medium break-words">
                  {name}
                  {status === 'disabled' ? <Badge tone="bad">Disabled</Badge> : null}
                </span>
                <span className="font-mono text-xs break-all text-muted">{id}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {found.data?.has_more ? <p className="text-sm text-muted">There are more: write more of the name.</p> : null}
    </div>
  );
}

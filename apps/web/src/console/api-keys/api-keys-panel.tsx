'use client';
import { EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import type { OpenDialog } from './api-keys-page.tsx';
import { KeyRow } from './key-row.tsx';
import { useApiKeys } from './use-api-keys.ts';

export function ApiKeysPanel({ onOpen }: { onOpen: (dialog: OpenDialog) => void }) {
  const keys = useApiKeys();
  if (keys.data === undefined) {
    return (
      <Panel>
        {keys.isError ? (
          <ErrorState
            title="The keys could not be read"
            {...problemWords(keys.error)}
            onRetry={() => void keys.refetch()}
            isRetrying={keys.isFetching}
          />
        ) : (
          <div className="grid gap-6 p-4" aria-busy="true">
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-9 w-full" />
          </div>
        )}
      </Panel>
    );
  }
  if (keys.data.data.length === 0) {
    return (
      <Panel>
        <EmptyState title="No keys yet">Create a secret key for your server to begin.</EmptyState>
      </Panel>
    );
  }
  return (
    <Panel>
      <ul aria-label="API keys" className="divide-y divide-line">
        {keys.data.data.map((apiKey) => (
          <KeyRow key={apiKey.id} apiKey={apiKey} now={new Date(keys.dataUpdatedAt)} onOpen={onOpen} />
        ))}
      </ul>
    </Panel>
  );
}

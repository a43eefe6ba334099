'use client';
import { Badge, EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import Link from 'next/link';
import { problemWords } from '../problem-words.ts';
import { endpointWords } from './endpoint-status.ts';
import { useEndpoints } from './use-endpoints.ts';

export function EndpointsPanel() {
  const endpoints = useEndpoints();
  if (endpoints.data === undefined) {
    return (
      <Panel>
        {endpoints.isError ? (
          <ErrorState
            title="The endpoints could not be read"
            {...problemWords(endpoints.error)}
            onRetry={() => void endpoints.refetch()}
            isRetrying={endpoints.isFetching}
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
  if (endpoints.data.data.length === 0) {
    return (
      <Panel>
        <EmptyState title="No endpoints yet">Add the address of your server that should hear of events.</EmptyState>
      </Panel>
    );
  }
  return (
    <Panel>
      <ul aria-label="Webhook endpoints" className="divide-y divide-line">
        {endpoints.data.data.map((endpoint) => {
          const { label, tone } = endpointWords(endpoint);
          return (
            <li key={endpoint.id} className="grid gap-0.5 px-4 py-3">
              <p className="flex flex-wrap items-center gap-2">
                <Link
                  href={`/console/webhooks/${endpoint.id}`}
                  className="min-w-0 font-medium break-all underline-offset-4 hover:underline"
                >
                  {endpoint.url}
                </Link>
                <Badge tone={tone}>{label}</Badge>
              </p>
              <p className="text-sm text-muted">
                {endpoint.description === null ? null : `${endpoint.description} · `}
                {endpoint.event_types.join(', ')}
              </p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

'use client';
import { ErrorState, Icon, Panel, Skeleton } from '@fieldfare/ui';
import Link from 'next/link';
import { problemWords } from '../problem-words.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { EndpointHeading } from './endpoint-heading.tsx';
import { useEndpoint } from './use-endpoints.ts';

/** One endpoint: what it hears, how it fares, and what was delivered to it. */
export function EndpointPage({ id }: { id: string }) {
  const endpoint = useEndpoint(id);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Link href="/console/webhooks" className="flex w-fit items-center gap-1.5 text-sm text-muted hover:text-ink">
        <Icon name="back" width="12" height="12" />
        Webhooks
      </Link>
      {endpoint.data ? (
        <>
          <EndpointHeading endpoint={endpoint.data} />
          <DeliveryLog endpoint={endpoint.data} />
        </>
      ) : (
        <Panel>
          {endpoint.isError ? (
            <ErrorState
              isPage
              title="The endpoint could not be read"
              {...problemWords(endpoint.error)}
              onRetry={() => void endpoint.refetch()}
              isRetrying={endpoint.isFetching}
            />
          ) : (
            <div className="p-4" aria-busy="true">
              <Skeleton className="h-9 w-full" />
            </div>
          )}
        </Panel>
      )}
    </div>
  );
}

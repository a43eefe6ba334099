'use client';
import type { WebhookEndpoint } from '@fieldfare/protocol';
import { Button, EmptyState, ErrorState, Panel, SelectField, Skeleton } from '@fieldfare/ui';
import { useState } from 'react';
import { problemWords } from '../problem-words.ts';
import { useConsole } from '../shell/console-context.ts';
import { DeliveryRow } from './delivery-row.tsx';
import { RedeliverRangeDialog } from './redeliver-range-dialog.tsx';
import { useDeliveries } from './use-deliveries.ts';

const STATUSES = [
  { value: '', label: 'All deliveries' },
  { value: 'pending', label: 'Pending' },
  { value: 'succeeded', label: 'Delivered' },
  { value: 'failed', label: 'Failed' },
  { value: 'canceled', label: 'Taken back' },
];

/** What was sent to an endpoint, newest first, with what it answered. */
export function DeliveryLog({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { can } = useConsole();
  const [status, setStatus] = useState('');
  const [trail, setTrail] = useState<string[]>([]);
  const [isRedelivering, setRedelivering] = useState(false);
  const deliveries = useDeliveries(endpoint.id, status, trail.at(-1) ?? null);
  const page = deliveries.data;
  const last = page?.data.at(-1)?.id;
  const canRedeliver = can('webhooks:write') && endpoint.status === 'enabled';
  const redeliverRange = <Button onClick={() => setRedelivering(true)}>Redeliver a range</Button>;
  return (
    <Panel title="Deliveries" aside={canRedeliver ? redeliverRange : null}>
      <div className="max-w-60 px-4 pt-3">
        <SelectField
          label="Status"
          value={status}
          options={STATUSES}
          onChange={(event) => {
            setStatus(event.target.value);
            setTrail([]);
          }}
        />
      </div>
      {page === undefined ? (
        deliveries.isError ? (
          <ErrorState
            title="The deliveries could not be read"
            {...problemWords(deliveries.error)}
            onRetry={() => void deliveries.refetch()}
            isRetrying={deliveries.isFetching}
          />
        ) : (
          <div className="p-4" aria-busy="true">
            <Skeleton className="h-9 w-full" />
          </div>
        )
      ) : page.data.length === 0 ? (
        <EmptyState title="Nothing was delivered yet" />
      ) : (
        <ul aria-label="Deliveries" className="mt-3 divide-y divide-line border-t border-line">
          {page.data.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} canRedeliver={canRedeliver} />
          ))}
        </ul>
      )}
      <div className="flex justify-between gap-2 border-t border-line px-4 py-2.5">
        <Button tone="quiet" disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
          Newer
        </Button>
        <Button
          tone="quiet"
          disabled={page?.has_more !== true || last === undefined}
          onClick={() => last !== undefined && setTrail([...trail, last])}
        >
          Older
        </Button>
      </div>
      {isRedelivering ? <RedeliverRangeDialog endpointId={endpoint.id} onClose={() => setRedelivering(false)} /> : null}
    </Panel>
  );
}

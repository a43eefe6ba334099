'use client';
import { type WebhookDelivery, WebhookDeliveryList } from '@fieldfare/protocol';
import { Badge, Button, DateTime } from '@fieldfare/ui';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { attemptWords, deliveryWords } from './endpoint-status.ts';
import { useEndpointAction } from './use-endpoint-action.ts';

/** One event on its way: what it was, how it stands, what the last attempt met. */
export function DeliveryRow({ delivery, canRedeliver }: { delivery: WebhookDelivery; canRedeliver: boolean }) {
  const redeliver = useEndpointAction(`/v1/events/${delivery.event}/redeliver`, WebhookDeliveryList);
  const { label, tone } = deliveryWords(delivery);
  const body = delivery.last_attempt?.response_body ?? null;
  return (
    <li className="grid items-center gap-x-4 gap-y-1 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid gap-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{delivery.event_type}</span>
          <Badge tone={tone}>{label}</Badge>
        </p>
        <p className="text-sm text-muted">
          <DateTime value={delivery.created_at} /> · {attemptWords(delivery)}
          {delivery.attempts > 1 ? ` · ${delivery.attempts} attempts` : null}
          {delivery.next_attempt_at === null || delivery.attempts === 0 ? null : (
            <>
              {' '}
              · again <DateTime value={delivery.next_attempt_at} />
            </>
          )}
        </p>
        {body === null || delivery.status === 'succeeded' ? null : (
          <pre className="max-h-32 overflow-auto rounded-md bg-sunken p-2 font-mono text-xs whitespace-pre-wrap">
            {body}
          </pre>
        )}
        <KeyProblem error={redeliver.error} />
      </div>
      {canRedeliver ? (
        <Button
          tone="quiet"
          className="justify-self-start max-md:-ml-3.5"
          aria-label={`Redeliver ${delivery.event_type} of ${delivery.created_at}`}
          isBusy={redeliver.isPending}
          onClick={() => redeliver.mutate({ endpoint: delivery.endpoint })}
        >
          Redeliver
        </Button>
      ) : null}
    </li>
  );
}

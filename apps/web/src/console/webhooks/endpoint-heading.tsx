'use client';
import { WebhookDelivery, WebhookEndpoint } from '@fieldfare/protocol';
import { Badge, Button, DateTime, Notice } from '@fieldfare/ui';
import { useState } from 'react';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { useConsole } from '../shell/console-context.ts';
import { DeleteEndpointDialog } from './delete-endpoint-dialog.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { endpointWords } from './endpoint-status.ts';
import { RotateSecretDialog } from './rotate-secret-dialog.tsx';
import { useEndpointAction } from './use-endpoint-action.ts';

export function EndpointHeading({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { can } = useConsole();
  const [open, setOpen] = useState<'edit' | 'rotate' | 'delete' | null>(null);
  const path = `/v1/webhook_endpoints/${endpoint.id}`;
  const update = useEndpointAction(path, WebhookEndpoint);
  const test = useEndpointAction(`${path}/test`, WebhookDelivery);
  const { label, tone } = endpointWords(endpoint);
  const isEnabled = endpoint.status === 'enabled';
  const close = () => setOpen(null);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 text-xl font-semibold break-all">{endpoint.url}</h1>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p className="text-sm text-muted">
        {endpoint.description === null ? null : `${endpoint.description} · `}
        {endpoint.event_types.join(', ')} · added <DateTime value={endpoint.created_at} />
      </p>
      {isEnabled ? null : (
        <Notice tone="warn">Nothing is sent here. Once it is enabled, what it missed can be redelivered below.</Notice>
      )}
      {can('webhooks:write') ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen('edit')}>Change</Button>
          <Button onClick={() => setOpen('rotate')}>Rotate secret</Button>
          <Button onClick={() => test.mutate({})} isBusy={test.isPending} disabled={!isEnabled}>
            Send test event
          </Button>
          <Button
            onClick={() => update.mutate({ status: isEnabled ? 'disabled' : 'enabled' })}
            isBusy={update.isPending}
          >
            {isEnabled ? 'Disable' : 'Enable'}
          </Button>
          <Button tone="quiet" onClick={() => setOpen('delete')}>
            Delete
          </Button>
        </div>
      ) : null}
      <KeyProblem error={update.error ?? test.error} />
      {open === 'edit' ? <EndpointDialog endpoint={endpoint} onClose={close} /> : null}
      {open === 'rotate' ? <RotateSecretDialog endpointId={endpoint.id} onClose={close} /> : null}
      {open === 'delete' ? <DeleteEndpointDialog endpoint={endpoint} onClose={close} /> : null}
    </div>
  );
}

'use client';
import { Button, EmptyState, Icon, Panel } from '@fieldfare/ui';
import { useState } from 'react';
import { useConsole } from '../shell/console-context.ts';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { EndpointsPanel } from './endpoints-panel.tsx';

/** The merchant's webhook endpoints. */
export function WebhooksPage() {
  const { can, merchant, scope } = useConsole();
  const [isCreating, setCreating] = useState(false);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">Webhooks</h1>
        {can('webhooks:write') ? (
          <Button tone="primary" onClick={() => setCreating(true)}>
            <Icon name="plus" />
            Add endpoint
          </Button>
        ) : null}
      </div>
      <p className="max-w-prose text-muted">
        Your server hears here of what happens to payments, refunds and disputes in {scope.mode} mode. Every event is
        signed with the endpoint’s secret.
      </p>
      {can('webhooks:read') ? (
        <EndpointsPanel />
      ) : (
        <Panel>
          <EmptyState title="Webhooks are not for every role">
            Your role here is {merchant.role}, which may not see webhook endpoints. An owner, admin or developer can.
          </EmptyState>
        </Panel>
      )}
      {isCreating ? <EndpointDialog endpoint={null} onClose={() => setCreating(false)} /> : null}
    </div>
  );
}

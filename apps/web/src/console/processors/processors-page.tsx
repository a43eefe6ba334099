'use client';
import type { ProcessorAccount } from '@fieldfare/protocol';
import { Button, EmptyState, Icon, Panel } from '@fieldfare/ui';
import { useState } from 'react';
import { useConsole } from '../shell/console-context.ts';
import { AccountDialog } from './account-dialog.tsx';
import { AccountsPanel } from './accounts-panel.tsx';

type OpenDialog = { account: ProcessorAccount | null } | null;

export function ProcessorsPage({ hasSandbox }: { hasSandbox: boolean }) {
  const { can, merchant, scope } = useConsole();
  const [open, setOpen] = useState<OpenDialog>(null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">Processors</h1>
        {can('processors:write') ? (
          <Button tone="primary" onClick={() => setOpen({ account: null })}>
            <Icon name="plus" />
            Add account
          </Button>
        ) : null}
      </div>
      <p className="max-w-prose text-muted">
        Where your payments of {scope.mode} mode are authorized. A payment stays with the account that took it, also
        when you disable it.
      </p>
      {can('processors:read') ? (
        <AccountsPanel hasSandbox={hasSandbox} onChange={(account) => setOpen({ account })} />
      ) : (
        <Panel>
          <EmptyState title="Processors are not for every role">
            Your role here is {merchant.role}, which may not see processor accounts. An owner or admin can.
          </EmptyState>
        </Panel>
      )}
      {open ? <AccountDialog account={open.account} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

'use client';
import type { ApiKey } from '@fieldfare/protocol';
import { Button, EmptyState, Icon, Panel } from '@fieldfare/ui';
import { useState } from 'react';
import { useConsole } from '../shell/console-context.ts';
import { ApiKeysPanel } from './api-keys-panel.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { EditKeyDialog } from './edit-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

export type OpenDialog = { type: 'create' } | { type: 'edit' | 'rotate' | 'revoke'; apiKey: ApiKey } | null;

export function ApiKeysPage() {
  const { can, merchant, scope } = useConsole();
  const [open, setOpen] = useState<OpenDialog>(null);
  const close = () => setOpen(null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">API keys</h1>
        {can('api_keys:write') ? (
          <Button tone="primary" onClick={() => setOpen({ type: 'create' })}>
            <Icon name="plus" />
            Create key
          </Button>
        ) : null}
      </div>
      <p className="max-w-prose text-muted">
        Your server uses a secret key to create sessions and to confirm, cancel and refund payments. These are the keys
        for {scope.mode} mode.
      </p>
      {can('api_keys:read') ? (
        <ApiKeysPanel onOpen={setOpen} />
      ) : (
        <Panel>
          <EmptyState title="Keys are not for every role">
            Your role here is {merchant.role}, which may not see API keys. An owner, admin or developer can.
          </EmptyState>
        </Panel>
      )}
      {open?.type === 'create' ? <CreateKeyDialog onClose={close} /> : null}
      {open?.type === 'edit' ? <EditKeyDialog apiKey={open.apiKey} onClose={close} /> : null}
      {open?.type === 'rotate' ? <RotateKeyDialog apiKey={open.apiKey} onClose={close} /> : null}
      {open?.type === 'revoke' ? <RevokeKeyDialog apiKey={open.apiKey} onClose={close} /> : null}
    </div>
  );
}

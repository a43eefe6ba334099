'use client';
import { ApiKey } from '@fieldfare/protocol';
import { Dialog } from '@fieldfare/ui';
import { DialogForm } from '../dialog-form.tsx';
import { useKeyAction } from './use-key-action.ts';

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useKeyAction(`/v1/api_keys/${apiKey.id}/revoke`, ApiKey);
  return (
    <Dialog isOpen title={`Revoke “${apiKey.name}”`} onClose={onClose} isDismissible={!revoke.isPending}>
      <DialogForm
        action={revoke}
        submitLabel="Revoke key"
        tone="danger"
        onSubmit={() => revoke.mutate({}, { onSuccess: onClose })}
        onClose={onClose}
      >
        <p className="text-muted">
          Whatever uses <code className="font-mono text-sm">{apiKey.prefix}…</code> stops working within a second, and
          checkouts that were opened with it are closed. This cannot be taken back.
        </p>
      </DialogForm>
    </Dialog>
  );
}

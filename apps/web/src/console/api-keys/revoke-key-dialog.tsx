'use client';
import { ApiKey } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions } from '@fieldfare/ui';
import { KeyProblem } from './key-problem.tsx';
import { useKeyAction } from './use-key-action.ts';

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useKeyAction(`/v1/api_keys/${apiKey.id}/revoke`, ApiKey);
  return (
    <Dialog isOpen title={`Revoke “${apiKey.name}”`} onClose={onClose} isDismissible={!revoke.isPending}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!revoke.isPending) revoke.mutate({}, { onSuccess: onClose });
        }}
      >
        <p className="text-muted">
          Whatever uses <code className="font-mono text-sm">{apiKey.prefix}…</code> stops working within a second, and
          checkouts that were opened with it are closed. This cannot be taken back.
        </p>
        <KeyProblem error={revoke.error} />
        <DialogActions>
          <Button onClick={onClose} disabled={revoke.isPending}>
            Back
          </Button>
          <Button type="submit" tone="danger" isBusy={revoke.isPending}>
            Revoke key
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

'use client';
import { DeletedWebhookEndpoint, type WebhookEndpoint } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions } from '@fieldfare/ui';
import { useRouter } from 'next/navigation';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { useEndpointAction } from './use-endpoint-action.ts';

export function DeleteEndpointDialog({ endpoint, onClose }: { endpoint: WebhookEndpoint; onClose: () => void }) {
  const router = useRouter();
  const remove = useEndpointAction(`/v1/webhook_endpoints/${endpoint.id}`, DeletedWebhookEndpoint, 'DELETE');
  return (
    <Dialog isOpen title="Delete endpoint" onClose={onClose} isDismissible={!remove.isPending}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!remove.isPending) remove.mutate({}, { onSuccess: () => router.push('/console/webhooks') });
        }}
      >
        <p className="text-muted">
          <span className="break-all">{endpoint.url}</span> hears of nothing any more, and its delivery log is deleted.
          This cannot be taken back.
        </p>
        <KeyProblem error={remove.error} />
        <DialogActions>
          <Button onClick={onClose} disabled={remove.isPending}>
            Back
          </Button>
          <Button type="submit" tone="danger" isBusy={remove.isPending}>
            Delete endpoint
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

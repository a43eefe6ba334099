'use client';
import { DeletedWebhookEndpoint, type WebhookEndpoint } from '@fieldfare/protocol';
import { Dialog } from '@fieldfare/ui';
import { useRouter } from 'next/navigation';
import { DialogForm } from '../dialog-form.tsx';
import { useEndpointAction } from './use-endpoint-action.ts';

export function DeleteEndpointDialog({ endpoint, onClose }: { endpoint: WebhookEndpoint; onClose: () => void }) {
  const router = useRouter();
  const remove = useEndpointAction(`/v1/webhook_endpoints/${endpoint.id}`, DeletedWebhookEndpoint, 'DELETE');
  return (
    <Dialog isOpen title="Delete endpoint" onClose={onClose} isDismissible={!remove.isPending}>
      <DialogForm
        action={remove}
        submitLabel="Delete endpoint"
        tone="danger"
        onSubmit={() => remove.mutate({}, { onSuccess: () => router.push('/console/webhooks') })}
        onClose={onClose}
      >
        <p className="text-muted">
          <span className="break-all">{endpoint.url}</span> hears of nothing any more, and its delivery log is deleted.
          This cannot be taken back.
        </p>
      </DialogForm>
    </Dialog>
  );
}

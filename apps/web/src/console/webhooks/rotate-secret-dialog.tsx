'use client';
import { WebhookEndpointWithSecret } from '@fieldfare/protocol';
import { RotateDialog } from '../rotate-dialog.tsx';
import { SigningSecretOnce } from './signing-secret-once.tsx';
import { useEndpointAction } from './use-endpoint-action.ts';

/** Makes a new secret. For a while both sign, so that the receiver can change without refusing anything. */
export function RotateSecretDialog({ endpointId, onClose }: { endpointId: string; onClose: () => void }) {
  const rotate = useEndpointAction(`/v1/webhook_endpoints/${endpointId}/rotate_secret`, WebhookEndpointWithSecret);
  return (
    <RotateDialog
      thing="secret"
      title="Rotate the signing secret"
      explanation="Until the old secret ends, every webhook carries a signature of each, and a receiver that knows either is satisfied."
      rotate={rotate}
      made={rotate.data && <SigningSecretOnce secret={rotate.data.secret} onClose={onClose} />}
      onClose={onClose}
    />
  );
}

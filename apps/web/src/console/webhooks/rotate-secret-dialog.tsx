'use client';
import { WebhookEndpointWithSecret } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, SelectField } from '@fieldfare/ui';
import { useState } from 'react';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { SigningSecretOnce } from './signing-secret-once.tsx';
import { useEndpointAction } from './use-endpoint-action.ts';

const OVERLAPS = [
  { value: '86400', label: 'After 24 hours' },
  { value: '3600', label: 'After 1 hour' },
  { value: '604800', label: 'After 7 days' },
  { value: '0', label: 'At once' },
];

/** Makes a new secret. For a while both sign, so that the receiver can change without refusing anything. */
export function RotateSecretDialog({ endpointId, onClose }: { endpointId: string; onClose: () => void }) {
  const rotate = useEndpointAction(`/v1/webhook_endpoints/${endpointId}/rotate_secret`, WebhookEndpointWithSecret);
  const [overlap, setOverlap] = useState('86400');
  return (
    <Dialog
      isOpen
      title={rotate.data ? 'Save the new secret' : 'Rotate the signing secret'}
      onClose={onClose}
      isDismissible={!rotate.isPending}
    >
      {rotate.data ? (
        <SigningSecretOnce secret={rotate.data.secret} onClose={onClose} />
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!rotate.isPending) rotate.mutate({ overlap_seconds: Number(overlap) });
          }}
        >
          <p className="text-muted">
            Until the old secret ends, every webhook carries a signature of each, and a receiver that knows either is
            satisfied.
          </p>
          <SelectField
            label="The old secret ends"
            value={overlap}
            options={OVERLAPS}
            onChange={(event) => setOverlap(event.target.value)}
          />
          <KeyProblem error={rotate.error} />
          <DialogActions>
            <Button onClick={onClose} disabled={rotate.isPending}>
              Back
            </Button>
            <Button type="submit" tone="primary" isBusy={rotate.isPending}>
              Rotate secret
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}

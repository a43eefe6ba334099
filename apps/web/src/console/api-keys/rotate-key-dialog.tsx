'use client';
import { ApiKeyWithSecret, type ApiKey } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, SelectField } from '@fieldfare/ui';
import { useState } from 'react';
import { KeyProblem } from './key-problem.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useKeyAction } from './use-key-action.ts';

const OVERLAPS = [
  { value: '86400', label: 'After 24 hours' },
  { value: '3600', label: 'After 1 hour' },
  { value: '604800', label: 'After 7 days' },
  { value: '0', label: 'At once' },
];

/** Makes a successor. For a while both keys work, so that no server stands without one. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const rotate = useKeyAction(`/v1/api_keys/${apiKey.id}/rotate`, ApiKeyWithSecret);
  const [overlap, setOverlap] = useState('86400');
  return (
    <Dialog
      isOpen
      title={rotate.data ? 'Save your new key' : `Rotate “${apiKey.name}”`}
      onClose={onClose}
      isDismissible={!rotate.isPending}
    >
      {rotate.data ? (
        <SecretOnce created={rotate.data} onClose={onClose} />
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!rotate.isPending) rotate.mutate({ overlap_seconds: Number(overlap) });
          }}
        >
          <p className="text-muted">
            A new key takes the place of this one. Until the old one ends, both work, so you can change your servers
            without an interruption.
          </p>
          <SelectField
            label="The old key ends"
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
              Rotate key
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}

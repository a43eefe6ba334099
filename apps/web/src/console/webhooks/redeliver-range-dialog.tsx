'use client';
import { Redelivery } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, SelectField } from '@fieldfare/ui';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
import { useEndpointAction } from './use-endpoint-action.ts';

const HOUR_MS = 3_600_000;
const RANGES = [
  { value: '1', label: 'The last hour' },
  { value: '24', label: 'The last 24 hours' },
  { value: '72', label: 'The last 3 days' },
  { value: '720', label: 'The last 30 days' },
];
const WHICH = [
  { value: 'true', label: 'What it never accepted' },
  { value: 'false', label: 'Everything' },
];

/** Sends the events of a time again, such as what an endpoint missed while it was disabled. */
export function RedeliverRangeDialog({ endpointId, onClose }: { endpointId: string; onClose: () => void }) {
  const redeliver = useEndpointAction('/v1/events/redeliver', Redelivery);
  const [hours, setHours] = useState('24');
  const [isUndeliveredOnly, setUndeliveredOnly] = useState('true');
  return (
    <Dialog isOpen title="Redeliver a range" onClose={onClose} isDismissible={!redeliver.isPending}>
      {redeliver.data ? (
        <div className="grid gap-4" aria-live="polite">
          <p>
            {redeliver.data.deliveries === 0
              ? 'There was nothing to send.'
              : `${redeliver.data.deliveries} on their way.`}
            {redeliver.data.has_more ? ' There is more: send the range again once these have arrived.' : null}
          </p>
          <DialogActions>
            <Button tone="primary" onClick={onClose}>
              Done
            </Button>
          </DialogActions>
        </div>
      ) : (
        <DialogForm
          action={redeliver}
          submitLabel="Redeliver"
          onSubmit={() => {
            const now = Date.now();
            redeliver.mutate({
              endpoint: endpointId,
              created_from: new Date(now - Number(hours) * HOUR_MS).toISOString(),
              created_to: new Date(now).toISOString(),
              only_undelivered: isUndeliveredOnly === 'true',
            });
          }}
          onClose={onClose}
        >
          <SelectField
            label="Events of"
            value={hours}
            options={RANGES}
            onChange={(event) => setHours(event.target.value)}
          />
          <SelectField
            label="Send"
            value={isUndeliveredOnly}
            options={WHICH}
            onChange={(event) => setUndeliveredOnly(event.target.value)}
          />
        </DialogForm>
      )}
    </Dialog>
  );
}

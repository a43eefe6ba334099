'use client';
import { WebhookEndpoint, WebhookEndpointWithSecret } from '@fieldfare/protocol';
import type { EventFilter } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { FAMILIES, hears, toggleFamily } from './event-filters.ts';
import { SigningSecretOnce } from './signing-secret-once.tsx';
import { useEndpointAction } from './use-endpoint-action.ts';

/** Adds an endpoint, whose secret is then shown once, or changes one. */
export function EndpointDialog({ endpoint, onClose }: { endpoint: WebhookEndpoint | null; onClose: () => void }) {
  const create = useEndpointAction('/v1/webhook_endpoints', WebhookEndpointWithSecret);
  const update = useEndpointAction(`/v1/webhook_endpoints/${endpoint?.id ?? ''}`, WebhookEndpoint);
  const action = endpoint === null ? create : update;
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [filters, setFilters] = useState<EventFilter[]>(endpoint?.event_types ?? ['*']);
  const [problem, setProblem] = useState<string | null>(null);

  function submit() {
    if (!URL.canParse(url.trim())) return setProblem('Give a whole address, such as https://shop.example/webhooks.');
    setProblem(null);
    const body = { url: url.trim(), event_types: filters };
    if (endpoint === null)
      create.mutate(description.trim() === '' ? body : { ...body, description: description.trim() });
    else update.mutate({ ...body, description: description.trim() || null }, { onSuccess: onClose });
  }

  const title = endpoint === null ? (create.data ? 'Save the signing secret' : 'Add endpoint') : 'Change endpoint';
  return (
    <Dialog isOpen title={title} onClose={onClose} isDismissible={!action.isPending}>
      {create.data ? (
        <SigningSecretOnce secret={create.data.secret} onClose={onClose} />
      ) : (
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!action.isPending) submit();
          }}
        >
          <TextField
            label="URL"
            type="url"
            autoComplete="off"
            value={url}
            error={problem}
            hint="Where your server listens. It must be https where money is real."
            onChange={(event) => setUrl(event.target.value)}
          />
          <TextField
            label="Description"
            maxLength={200}
            autoComplete="off"
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
          <fieldset className="grid gap-2">
            <legend className="text-sm font-medium">Events</legend>
            {FAMILIES.map(({ filter, label }) => (
              <label key={filter} className="flex items-center gap-2">
                <input
                  type="checkbox"
                  checked={hears(filters, filter)}
                  onChange={() => setFilters(toggleFamily(filters, filter))}
                />
                {label}
              </label>
            ))}
          </fieldset>
          <KeyProblem error={action.error} />
          <DialogActions>
            <Button onClick={onClose} disabled={action.isPending}>
              Back
            </Button>
            <Button type="submit" tone="primary" isBusy={action.isPending} disabled={filters.length === 0}>
              {endpoint === null ? 'Add endpoint' : 'Save'}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}

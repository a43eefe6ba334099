'use client';
import { WebhookEndpoint, WebhookEndpointWithSecret } from '@fieldfare/protocol';
import type { EventFilter } from '@fieldfare/protocol';
import { Dialog, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
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
        <DialogForm
          action={action}
          submitLabel={endpoint === null ? 'Add endpoint' : 'Save'}
          isDisabled={filters.length === 0}
          onSubmit={submit}
          onClose={onClose}
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
        </DialogForm>
      )}
    </Dialog>
  );
}

'use client';
import { ApiKey } from '@fieldfare/protocol';
import { Dialog, Notice, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
import { accessBody, accessOfKey } from './key-access.ts';
import { KeyAccessFields } from './key-access-fields.tsx';
import { useKeyAction } from './use-key-action.ts';

/** Changes what a key is called, what it may do and from where. */
export function EditKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const update = useKeyAction(`/v1/api_keys/${apiKey.id}`, ApiKey);
  const [name, setName] = useState(apiKey.name);
  const [access, setAccess] = useState(accessOfKey(apiKey));
  const [problem, setProblem] = useState<string | null>(null);

  function submit() {
    if (name.trim() === '') return setProblem('Give the key a name.');
    const chosen = accessBody(access);
    if ('problem' in chosen) return setProblem(chosen.problem);
    setProblem(null);
    update.mutate({ name: name.trim(), ...(apiKey.type === 'secret' ? chosen.body : {}) }, { onSuccess: onClose });
  }

  return (
    <Dialog isOpen title={`Edit “${apiKey.name}”`} onClose={onClose} isDismissible={!update.isPending}>
      <DialogForm action={update} submitLabel="Save" onSubmit={submit} onClose={onClose}>
        <TextField
          label="Name"
          maxLength={60}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {apiKey.type === 'secret' ? <KeyAccessFields access={access} onChange={setAccess} /> : null}
        {problem === null ? null : (
          <Notice tone="bad" announce="alert">
            {problem}
          </Notice>
        )}
      </DialogForm>
    </Dialog>
  );
}

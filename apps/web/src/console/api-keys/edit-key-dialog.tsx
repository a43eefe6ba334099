'use client';
import { ApiKey } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, Notice, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { accessBody, accessOfKey } from './key-access.ts';
import { KeyAccessFields } from './key-access-fields.tsx';
import { KeyProblem } from './key-problem.tsx';
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
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!update.isPending) submit();
        }}
      >
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
        <KeyProblem error={update.error} />
        <DialogActions>
          <Button onClick={onClose} disabled={update.isPending}>
            Back
          </Button>
          <Button type="submit" tone="primary" isBusy={update.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

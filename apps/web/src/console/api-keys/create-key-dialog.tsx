'use client';
import { ApiKeyWithSecret } from '@fieldfare/protocol';
import { Dialog, Notice, SelectField, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
import { useConsole } from '../shell/console-context.ts';
import { accessBody, NEW_KEY_ACCESS } from './key-access.ts';
import { KeyAccessFields } from './key-access-fields.tsx';
import { KeyOnce } from './key-once.tsx';
import { useKeyAction } from './use-key-action.ts';

const DAY_MS = 86_400_000;

const TYPES = [
  { value: 'secret', label: 'Secret: for your server' },
  { value: 'publishable', label: 'Publishable: may stand in a page, may only create sessions' },
];

const EXPIRIES = [
  { value: '', label: 'Never' },
  { value: '30', label: 'After 30 days' },
  { value: '90', label: 'After 90 days' },
  { value: '365', label: 'After a year' },
];

export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const { scope } = useConsole();
  const create = useKeyAction('/v1/api_keys', ApiKeyWithSecret);
  const [name, setName] = useState('');
  const [type, setType] = useState('secret');
  const [expiryDays, setExpiryDays] = useState('');
  const [access, setAccess] = useState(NEW_KEY_ACCESS);
  const [problem, setProblem] = useState<string | null>(null);
  const [accessProblem, setAccessProblem] = useState<string | null>(null);

  function submit() {
    if (name.trim() === '') return setProblem('Give the key a name, such as the server that will use it.');
    setProblem(null);
    const chosen = accessBody(access);
    if (type === 'secret' && 'problem' in chosen) return setAccessProblem(chosen.problem);
    setAccessProblem(null);
    const expiresAt =
      expiryDays === '' ? {} : { expires_at: new Date(Date.now() + Number(expiryDays) * DAY_MS).toISOString() };
    create.mutate({
      name: name.trim(),
      type,
      ...expiresAt,
      ...(type === 'secret' && 'body' in chosen ? chosen.body : {}),
    });
  }

  return (
    <Dialog
      isOpen
      title={create.data ? 'Save your key' : `Create ${scope.mode} key`}
      onClose={onClose}
      isDismissible={!create.isPending}
    >
      {create.data ? (
        <KeyOnce created={create.data} onClose={onClose} />
      ) : (
        <DialogForm action={create} submitLabel="Create key" onSubmit={submit} onClose={onClose}>
          <TextField
            label="Name"
            maxLength={60}
            autoComplete="off"
            value={name}
            error={problem}
            hint="Where it will be used; shown in the timeline of what it does."
            onChange={(event) => setName(event.target.value)}
          />
          <SelectField label="Type" value={type} options={TYPES} onChange={(event) => setType(event.target.value)} />
          <SelectField
            label="Expires"
            value={expiryDays}
            options={EXPIRIES}
            onChange={(event) => setExpiryDays(event.target.value)}
          />
          {type === 'secret' ? <KeyAccessFields access={access} onChange={setAccess} /> : null}
          {accessProblem === null ? null : (
            <Notice tone="bad" announce="alert">
              {accessProblem}
            </Notice>
          )}
        </DialogForm>
      )}
    </Dialog>
  );
}

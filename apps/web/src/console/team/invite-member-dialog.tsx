'use client';
import type { NewTeamInvitation } from '@fieldfare/protocol';
import { Dialog, SelectField, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
import { SecretOnce } from '../secret-once.tsx';
import { useConsole } from '../shell/console-context.ts';
import { roleOptions } from './role-words.ts';
import { useTeamInvite } from './use-team.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Asks who is invited as what, and then shows the address, once. */
export function InviteMemberDialog({ onClose }: { onClose: () => void }) {
  const { merchant } = useConsole();
  const invite = useTeamInvite();
  const [invited, setInvited] = useState<NewTeamInvitation | null>(null);
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('viewer');
  const [problems, setProblems] = useState<{ email?: string; name?: string }>({});

  function submit() {
    const found = {
      ...(EMAIL.test(email.trim()) ? {} : { email: 'Write a whole address, such as ada@shop.example.' }),
      ...(name.trim() === '' ? { name: 'Write who it is, as the audit log should call them.' } : {}),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    invite.mutate({ email: email.trim(), name: name.trim(), role }, { onSuccess: setInvited });
  }

  if (invited !== null) {
    return (
      <Dialog isOpen title={`The invitation of ${invited.name}`} onClose={onClose} isDismissible={false}>
        <SecretOnce
          secret={invited.url}
          subject="address"
          name={invited.email}
          warning="Hand this address over yourself, to nobody else: whoever opens it can join. It serves once, for seven days, and is shown only now."
          onClose={onClose}
        />
      </Dialog>
    );
  }
  return (
    <Dialog isOpen title="Invite somebody to the team" onClose={onClose} isDismissible={!invite.isPending}>
      <DialogForm action={invite} submitLabel="Invite" onSubmit={submit} onClose={onClose}>
        <TextField
          label="Email"
          type="email"
          autoComplete="off"
          value={email}
          error={problems.email ?? null}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label="Name"
          autoComplete="off"
          maxLength={100}
          value={name}
          error={problems.name ?? null}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label="Role"
          value={role}
          options={roleOptions(merchant.role)}
          onChange={(event) => setRole(event.target.value)}
        />
      </DialogForm>
    </Dialog>
  );
}

'use client';
import { Button, Dialog, DialogActions, SelectField, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { useConsole } from '../shell/console-context.ts';
import { roleOptions } from './role-words.ts';
import { useTeamAction } from './use-team.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const MIN_PASSWORD = 12;

export function AddMemberDialog({ onClose }: { onClose: () => void }) {
  const { merchant } = useConsole();
  const add = useTeamAction('/v1/team');
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('viewer');
  const [password, setPassword] = useState('');
  const [problems, setProblems] = useState<{ email?: string; name?: string; password?: string }>({});

  function submit() {
    const found = {
      ...(EMAIL.test(email.trim()) ? {} : { email: 'Write a whole address, such as ada@shop.example.' }),
      ...(name.trim() === '' ? { name: 'Write who it is, as the audit log should call them.' } : {}),
      ...(password !== '' && password.length < MIN_PASSWORD
        ? { password: `A password has at least ${MIN_PASSWORD} characters.` }
        : {}),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const body = { email: email.trim(), name: name.trim(), role, ...(password === '' ? {} : { password }) };
    add.mutate(body, { onSuccess: onClose });
  }

  return (
    <Dialog isOpen title="Add somebody to the team" onClose={onClose} isDismissible={!add.isPending}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!add.isPending) submit();
        }}
      >
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
        <TextField
          label="First password"
          type="password"
          autoComplete="new-password"
          value={password}
          error={problems.password ?? null}
          hint="Only for somebody without an account. Hand it over yourself; it is shown nowhere."
          onChange={(event) => setPassword(event.target.value)}
        />
        <KeyProblem error={add.error} />
        <DialogActions>
          <Button onClick={onClose} disabled={add.isPending}>
            Back
          </Button>
          <Button type="submit" tone="primary" isBusy={add.isPending}>
            Add
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

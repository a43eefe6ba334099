'use client';
import type { TeamMember } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, SelectField } from '@fieldfare/ui';
import { useState } from 'react';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { useConsole } from '../shell/console-context.ts';
import { roleOptions } from './role-words.ts';
import { useTeamAction } from './use-team.ts';

export function ChangeRoleDialog({ member, onClose }: { member: TeamMember; onClose: () => void }) {
  const { merchant } = useConsole();
  const change = useTeamAction(`/v1/team/${member.id}`);
  const [role, setRole] = useState<string>(member.role);
  return (
    <Dialog isOpen title={`What ${member.name} may do`} onClose={onClose} isDismissible={!change.isPending}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.isPending) change.mutate({ role }, { onSuccess: onClose });
        }}
      >
        <SelectField
          label="Role"
          value={role}
          options={roleOptions(merchant.role)}
          onChange={(event) => setRole(event.target.value)}
        />
        <KeyProblem error={change.error} />
        <DialogActions>
          <Button onClick={onClose} disabled={change.isPending}>
            Back
          </Button>
          <Button type="submit" tone="primary" isBusy={change.isPending}>
            Change role
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

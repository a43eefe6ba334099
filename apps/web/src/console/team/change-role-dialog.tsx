'use client';
import type { TeamMember } from '@fieldfare/protocol';
import { Dialog, SelectField } from '@fieldfare/ui';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
import { useConsole } from '../shell/console-context.ts';
import { roleOptions } from './role-words.ts';
import { useTeamAction } from './use-team.ts';

export function ChangeRoleDialog({ member, onClose }: { member: TeamMember; onClose: () => void }) {
  const { merchant } = useConsole();
  const change = useTeamAction(`/v1/team/${member.id}`);
  const [role, setRole] = useState<string>(member.role);
  return (
    <Dialog isOpen title={`What ${member.name} may do`} onClose={onClose} isDismissible={!change.isPending}>
      <DialogForm
        action={change}
        submitLabel="Change role"
        onSubmit={() => change.mutate({ role }, { onSuccess: onClose })}
        onClose={onClose}
      >
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

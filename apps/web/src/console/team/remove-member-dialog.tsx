'use client';
import type { TeamMember } from '@fieldfare/protocol';
import { Dialog } from '@fieldfare/ui';
import { DialogForm } from '../dialog-form.tsx';
import { useConsole } from '../shell/console-context.ts';
import { useTeamAction } from './use-team.ts';

export function RemoveMemberDialog({ member, onClose }: { member: TeamMember; onClose: () => void }) {
  const { merchant } = useConsole();
  const remove = useTeamAction(`/v1/team/${member.id}/remove`);
  return (
    <Dialog isOpen title={`Remove ${member.name}`} onClose={onClose} isDismissible={!remove.isPending}>
      <DialogForm
        action={remove}
        submitLabel="Remove"
        tone="danger"
        onSubmit={() => remove.mutate({}, { onSuccess: onClose })}
        onClose={onClose}
      >
        <p className="text-muted">
          {member.email} is out of {merchant.name} within a second, also in windows that are open. The account itself
          stays, and so does what the audit log says of it.
        </p>
      </DialogForm>
    </Dialog>
  );
}

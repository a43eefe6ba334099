'use client';
import type { TeamMember } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions } from '@fieldfare/ui';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { useConsole } from '../shell/console-context.ts';
import { useTeamAction } from './use-team.ts';

export function RemoveMemberDialog({ member, onClose }: { member: TeamMember; onClose: () => void }) {
  const { merchant } = useConsole();
  const remove = useTeamAction(`/v1/team/${member.id}/remove`);
  return (
    <Dialog isOpen title={`Remove ${member.name}`} onClose={onClose} isDismissible={!remove.isPending}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!remove.isPending) remove.mutate({}, { onSuccess: onClose });
        }}
      >
        <p className="text-muted">
          {member.email} is out of {merchant.name} within a second, also in windows that are open. The account itself
          stays, and so does what the audit log says of it.
        </p>
        <KeyProblem error={remove.error} />
        <DialogActions>
          <Button onClick={onClose} disabled={remove.isPending}>
            Back
          </Button>
          <Button type="submit" tone="danger" isBusy={remove.isPending}>
            Remove
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

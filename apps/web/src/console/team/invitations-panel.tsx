'use client';
import type { TeamInvitation } from '@fieldfare/protocol';
import { Button, DateTime, ErrorState, Panel } from '@fieldfare/ui';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { problemWords } from '../problem-words.ts';
import { useConsole } from '../shell/console-context.ts';
import { useTeamInvitations, useWithdrawInvitation } from './use-team.ts';

/** Who is invited and has not joined yet; nothing where nobody is. */
export function InvitationsPanel() {
  const invitations = useTeamInvitations();
  if (invitations.isError && invitations.data === undefined) {
    return (
      <Panel title="Invited">
        <ErrorState
          title="The invitations could not be read"
          {...problemWords(invitations.error)}
          onRetry={() => void invitations.refetch()}
          isRetrying={invitations.isFetching}
        />
      </Panel>
    );
  }
  if (!invitations.data || invitations.data.data.length === 0) return null;
  return (
    <Panel title="Invited">
      <ul aria-label="Invited" className="divide-y divide-line">
        {invitations.data.data.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Panel>
  );
}

function InvitationRow({
  invitation: { id, email, name, role, expires_at: expiresAt },
}: {
  invitation: TeamInvitation;
}) {
  const { can } = useConsole();
  const withdraw = useWithdrawInvitation(id);
  return (
    <li className="grid items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm break-all text-muted">{email}</p>
      </div>
      <p className="text-sm">
        <span className="font-medium">{role}</span>
        <span className="block text-muted">
          until <DateTime value={expiresAt} />
        </span>
      </p>
      <div className="max-md:-ml-3.5 md:w-52 md:text-right">
        {can('team:write') ? (
          <Button
            tone="quiet"
            aria-label={`Withdraw the invitation of ${name}`}
            isBusy={withdraw.isPending}
            onClick={() => withdraw.mutate({})}
          >
            Withdraw
          </Button>
        ) : null}
        <KeyProblem error={withdraw.error} />
      </div>
    </li>
  );
}

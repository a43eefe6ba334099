'use client';
import { TeamOffer } from '@fieldfare/protocol';
import { roleWords } from '../team/role-words.ts';
import { InvitationDoor } from './invitation-door.tsx';
import { TeamJoinForm } from './team-join-form.tsx';
import { useInvitation } from './use-invitation.ts';

/** Where the address of an invitation to a team leads. */
export function TeamJoinPage({ paymentsOrigin }: { paymentsOrigin: string }) {
  const { found, problem } = useInvitation(paymentsOrigin, 'team_invitations', TeamOffer);
  return (
    <InvitationDoor
      title={found ? `The team of ${found.invitation.merchant.name}` : 'Your invitation'}
      problem={problem}
    >
      {found ? (
        <>
          <p className="text-muted">
            You are invited as {found.invitation.role}: {roleWords(found.invitation.role)}. You are a member once you
            join, and not before.
          </p>
          <div className="rounded-lg border border-line bg-surface p-5">
            <TeamJoinForm paymentsOrigin={paymentsOrigin} token={found.token} offer={found.invitation} />
          </div>
        </>
      ) : null}
    </InvitationDoor>
  );
}

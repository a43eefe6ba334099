'use client';
import { Invitation } from '@fieldfare/protocol';
import { InvitationDoor } from '../join/invitation-door.tsx';
import { useInvitation } from '../join/use-invitation.ts';
import { JoinForm } from './join-form.tsx';

/** Where the address of an invitation to a shopper's account leads. */
export function JoinPage({ paymentsOrigin }: { paymentsOrigin: string }) {
  const { found, problem } = useInvitation(paymentsOrigin, 'invitations', Invitation);
  return (
    <InvitationDoor
      title={found ? `Your payments at ${found.invitation.merchant.name}` : 'Your payments'}
      problem={problem}
    >
      {found ? (
        <>
          <p className="text-muted">
            See what you paid there and how it stands, and the cards that are saved for you.
            {found.invitation.mode === 'test' ? ' This is a test account: no real money moves.' : null}
          </p>
          <div className="rounded-lg border border-line bg-surface p-5">
            <JoinForm paymentsOrigin={paymentsOrigin} {...found} />
          </div>
        </>
      ) : null}
    </InvitationDoor>
  );
}
